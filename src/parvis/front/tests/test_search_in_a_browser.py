"""The search page and the list of consultations on a phone and on a desk, with and without scripts."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import KindFactory, PhaseActionFactory, PhaseFactory, ThemeFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory
from parvis.testing.browser import (
    DESK,
    NARROW,
    PHONE,
    NewPage,
    axe_violations,
    faults,
    overflowing,
    photograph,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


LONG = "Les piétons passent par la route départementale. Une passerelle de deux mètres suffirait."


@pytest.fixture
def town() -> None:
    """Three consultations, and something of everything about a footbridge."""
    for trait, question in (
        ({}, "Comment nous déplacerons-nous dans dix ans ?"),
        ({"past": True}, "Où poser la passerelle sur l’Orle, et pour qui ?"),
        ({"future": True}, "Quel nom donner à la place du marché ?"),
    ):
        consultation = PhaseActionFactory(
            phase=PhaseFactory(consultation__title=question, **trait)
        ).phase.consultation
        themes = [ThemeFactory(consultation=consultation, name=name) for name in ("À vélo", "À pied")]
        kind = KindFactory(consultation=consultation, code="idea", name="idée", plural_name="idées")
        row = ContributionFactory(kind=kind, theme=themes[0], title="Une passerelle au moulin", text=LONG)
        ContributionFactory(kind=kind, theme=themes[1], title="Un trottoir jusqu’à la passerelle")
        AnswerFactory(contribution=row, text="La passerelle sera posée au printemps, en face du moulin.")
        NewsFactory(parent=consultation, title="Le chantier de la passerelle commence")
    SynthesisFactory(consultation=consultation, summary="Une passerelle, et vite.")


def test_the_search_holds(new_page: NewPage, live_server: LiveServer, town: None) -> None:
    page = new_page(size=PHONE)
    page.goto(f"{live_server.url}/search/?q=passerelle")
    expect(page.get_by_role("heading", name="Contributions")).to_be_visible()
    photograph(page, "search")
    assert faults(page) == []
    page.goto(f"{live_server.url}/search/?q=passerelle&state=closed&in=contributions")
    expect(page.get_by_role("heading", name="Contributions")).to_be_visible()
    photograph(page, "search-filtered")
    assert faults(page) == []
    for name, address in {"nothing": "?q=zeppelin", "empty": "", "vague": "?q=-un"}.items():
        page.goto(f"{live_server.url}/search/{address}")
        photograph(page, f"search-{name}")
        assert (name, faults(page)) == (name, [])
    page.goto(f"{live_server.url}/consultations/?state=open")
    expect(page.get_by_role("link", name="Ouverte 1", exact=True)).to_have_attribute("aria-current", "true")
    photograph(page, "consultations-open")
    assert faults(page) == []


def test_a_narrow_screen_scrolls_one_way(new_page: NewPage, live_server: LiveServer, town: None) -> None:
    page = new_page(size=NARROW)
    for address in ("/search/?q=passerelle&state=closed", "/consultations/?state=closed"):
        page.goto(live_server.url + address)
        assert overflowing(page) == []


def test_one_looks_and_narrows_without_scripts(
    new_page: NewPage, live_server: LiveServer, town: None
) -> None:
    page = new_page(scripts=False)
    page.goto(f"{live_server.url}/search/")
    page.get_by_label("Mots recherchés").fill("Passerelles")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("navigation", name="Parties des résultats").get_by_role(
        "link", name="Contributions"
    ).click()
    page.get_by_text("Filtrer").click()
    page.get_by_role("link", name="À pied 3").click()
    expect(page.get_by_role("heading", name="Un trottoir")).to_have_count(3)


@pytest.fixture
def located() -> str:
    """Two crowds and three places of their own; the address of their map."""
    kind = KindFactory(consultation__title="Où sont les passages dangereux ?")
    for number in range(24):
        far = number % 2 * 0.06
        place = {
            "type": "Point",
            "coordinates": [-1.57 + far + number / 5000, 48.11 + far / 2 + number % 5 / 900],
        }
        ContributionFactory(
            kind=kind,
            title=f"Le passage n° {number}",
            form_answers={"where": {"address": "", "geometry": place}},
        )
    for number in range(3):
        place = {"type": "Point", "coordinates": [-1.60, 48.08 + number / 25]}
        ContributionFactory(kind=kind, form_answers={"where": {"address": "", "geometry": place}})
    return f"/consultations/{kind.consultation.slug}/map/"


def test_the_map_holds(new_page: NewPage, live_server: LiveServer, located: str) -> None:
    page = new_page(size=PHONE)
    page.goto(live_server.url + located)
    expect(page.get_by_role("heading", name="Les mêmes lieux, en liste")).to_be_visible()
    photograph(page, "map")
    assert faults(page) == []


def test_the_map_is_walked_without_scripts_on_a_narrow_screen(
    new_page: NewPage, live_server: LiveServer, located: str
) -> None:
    page = new_page(size=NARROW, scripts=False)
    page.goto(live_server.url + located)
    assert overflowing(page) == []
    drawing = page.get_by_role("group", name="Carte des contributions")
    drawing.get_by_role("link").last.click()
    expect(page.get_by_role("link", name="Voir toute la carte")).to_be_visible()
    page.get_by_role("link", name="Les lire en liste").click()
    expect(page.get_by_role("link", name="La partie choisie de la carte")).to_have_attribute(
        "aria-current", "true"
    )


@pytest.fixture
def places() -> None:
    """Two consultations that speak of a bridge: at Rennes, at Tours, and of no place."""
    spots = {
        "Un pont au moulin": (-1.57, 48.11),
        "Un pont à la gare": (-1.60, 48.12),
        "Un pont ici": (0.68, 47.39),
    }
    for title, spot in spots.items():
        place = {"type": "Point", "coordinates": list(spot)}
        ContributionFactory(
            kind=KindFactory(consultation__title=f"Que faire à {spot} ?", code="idea", plural_name="idées"),
            theme=None,
            title=title,
            form_answers={"where": {"address": "", "geometry": place}},
        )
    ContributionFactory(title="Un pont de mots")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_filters_are_drawn_again_in_place(
    new_page: NewPage, live_server: LiveServer, places: None, lang: str
) -> None:
    """Neither the page nor the focus is lost; what changed is said, and the address follows."""
    page = new_page(size=PHONE)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 48.1134, "longitude": -1.5712})
    page.goto(f"{live_server.url}{'/en' if lang == 'en' else ''}/search/?q=pont")
    page.evaluate("window.stays = true")
    count = page.locator("#found-count")
    expect(count).to_have_text({"fr": "4 résultats", "en": "4 results"}[lang])

    page.locator("#filters-summary").click()
    page.get_by_role("button", name={"fr": "Utiliser ma position", "en": "Use my position"}[lang]).click()
    expect(count).to_have_text({"fr": "2 résultats", "en": "2 results"}[lang])
    assert "area=48.0651%2C" in page.url
    assert "48.1134" not in page.url
    expect(page.locator("#area-chosen")).to_have_attribute("aria-current", "true")
    assert axe_violations(page) == []

    everywhere = page.locator("#area-none")
    everywhere.focus()
    everywhere.press("Enter")
    expect(count).to_have_text({"fr": "4 résultats", "en": "4 results"}[lang])
    expect(page.locator("#filters-summary")).to_be_focused()
    expect(page.locator("details.filters__groups")).to_have_attribute("open", "")

    point = page.locator("#near-near")
    point.fill("?")
    point.press("Enter")
    expect(page.locator("#near-near_error")).to_be_visible()
    expect(point).to_be_focused()
    assert axe_violations(page) == []

    tab = page.locator("#in-contributions")
    tab.focus()
    tab.press("Enter")
    expect(tab).to_have_attribute("aria-current", "page")
    expect(tab).to_be_focused()
    assert "in=contributions" in page.url
    words = page.locator("#search-q")
    words.fill("moulin")
    words.press("Enter")
    expect(count).to_have_text({"fr": "1 résultat", "en": "1 result"}[lang])
    assert page.evaluate("window.stays")
    assert "moulin" in page.title()

    page.go_back()
    expect(count).to_have_text({"fr": "4 résultats", "en": "4 results"}[lang])
    expect(page.locator("#in-contributions")).to_have_attribute("aria-current", "page")


def test_the_map_of_a_search_is_walked_without_scripts(
    new_page: NewPage, live_server: LiveServer, places: None
) -> None:
    page = new_page(size=NARROW, scripts=False)
    page.goto(f"{live_server.url}/search/?q=pont")
    page.get_by_role("link", name="Voir sur une carte les 3 contributions").click()
    expect(page.get_by_text("1 autre n’a pas de lieu")).to_be_visible()
    assert overflowing(page) == []
    photograph(page, "search-map-narrow")
    page.get_by_role("group", name="Carte des contributions").get_by_role(
        "link", name="2 contributions"
    ).click()
    expect(page.get_by_text("2 contributions sont situées ici.")).to_be_visible()
    page.get_by_role("link", name="Les lire en liste").click()
    expect(page.get_by_role("heading", name="Un pont au moulin")).to_be_visible()
    expect(page.get_by_role("heading", name="Un pont ici")).to_have_count(0)

    page.get_by_label("Près d’un point").fill("quelque part")
    page.get_by_role("button", name="Chercher autour").click()
    expect(page.get_by_text("Écrivez une latitude, une virgule")).to_be_visible()
    photograph(page, "search-near-refused")
    page.get_by_label("Près d’un point").fill("47,39 0,68")
    page.get_by_label("Jusqu’où").select_option("20")
    page.get_by_role("button", name="Chercher autour").click()
    expect(page.get_by_role("heading", name="Un pont ici")).to_be_visible()
    expect(page.get_by_role("heading", name="Un pont au moulin")).to_have_count(0)
    photograph(page, "search-near")
    assert overflowing(page) == []


def test_the_map_of_a_search_holds(new_page: NewPage, live_server: LiveServer, places: None) -> None:
    for size, address in ((PHONE, "/search/map/?q=pont"), (DESK, "/en/search/map/")):
        page = new_page(size=size)
        page.goto(live_server.url + address)
        expect(page.locator("#places")).to_be_visible()
        page.locator("#filters-summary").click()
        photograph(page, f"search-map-open-{size[0]}")
        assert axe_violations(page) == []
