"""Looking for what was said of a place, in all consultations: the filter, the point, and the map."""

import re

import pytest
from django.test import Client

from parvis.consultations.enums import KindRole, Visibility
from parvis.consultations.models import Kind
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, ThemeFactory
from parvis.contributions.enums import PRIVATE, State
from parvis.contributions.models import Contribution
from parvis.contributions.places import EARTH, Area, around
from parvis.contributions.tests.factories import ContributionFactory
from parvis.front.composition.maps import extent_of
from parvis.pages.tests.factories import NewsFactory
from parvis.restitution.tests.factories import AnswerFactory, SynthesisFactory

pytestmark = pytest.mark.django_db
SEARCH, MAP = "/search/", "/search/map/"
HERE = "48.0000,1.0000,50.0000,3.0000"


def at(longitude: float, latitude: float, **fields: object) -> Contribution:
    place = {"type": "Point", "coordinates": [longitude, latitude]}
    return ContributionFactory(form_answers={"where": {"address": "", "geometry": place}}, **fields)


def found(client: Client, **asked: str) -> dict[str, list[str]]:
    view = client.get(SEARCH, asked).context["view"]
    return {part.section.value: [result.title for result in part.results] for part in view.parts}


def spots(client: Client, **asked: str) -> list[tuple[int, str]]:
    return [(spot.count, spot.title) for spot in drawn(client, **asked)]


def drawn(client: Client, **asked: str) -> list[object]:
    drawing = client.get(MAP, asked).context["view"].drawing
    return drawing.spots if drawing else []


def test_a_place_keeps_what_was_said_there_in_every_consultation(client: Client) -> None:
    here, there = at(2, 49, title="Un pont ici"), at(2.5, 49.5, title="Un pont là")
    far = at(5, 45, title="Un pont au loin")
    nowhere = ContributionFactory(kind=here.kind, title="Un pont nulle part")
    for row in (here, far, nowhere):
        AnswerFactory(contribution=row, text="Le pont sera construit.")
    SynthesisFactory(consultation=here.consultation, summary="Un pont.")
    NewsFactory(parent=here.consultation, title="Le pont commence")

    assert found(client, area=HERE) == {
        "consultations": [there.consultation.title, here.consultation.title],
        "contributions": ["Un pont là", "Un pont ici"],
        "answers": ["Réponse à\u00a0: Un pont ici"],
    }
    assert found(client, q="pont", area=HERE, consultation=there.consultation.slug) == {
        "contributions": ["Un pont là"]
    }


def test_the_place_is_a_filter_in_words_that_is_taken_away(client: Client) -> None:
    theme = ThemeFactory(name="À vélo")
    kind = KindFactory(consultation=theme.consultation)
    at(2, 49, kind=kind, theme=theme, title="Ici")
    at(5, 45, kind=kind, theme=theme, title="Là-bas")
    view = client.get(SEARCH, {"theme": "À vélo", "area": HERE}).context["view"]
    place = next(group for group in view.groups if group.name == "area")
    assert [(link.label, link.current) for link in place.links] == [
        ("Partout", False),
        ("Une partie de la carte, 146\xa0km sur 223\xa0km", True),
    ]
    assert (view.asked.filters, view.hidden["area"]) == (2, HERE)
    without = client.get(place.links[0].url).context["view"]
    assert (without.placed, without.asked.theme) == (2, "À vélo")


@pytest.mark.parametrize("page", [SEARCH, MAP])
@pytest.mark.parametrize("typed", ["49, 2", "49,0 2,0", " 49;2 "])
def test_a_point_becomes_a_place_of_the_address_and_keeps_the_filters(
    client: Client, page: str, typed: str
) -> None:
    answer = client.get(page, {"q": "pont", "state": "soon", "near": typed, "within": "5"})
    assert (answer.status_code, "near" in answer.url) == (302, False)
    asked = client.get(answer.url).context["view"].asked
    assert (asked.words, asked.state, asked.area) == ("pont", "soon", Area(48.9551, 1.9315, 49.0449, 2.0685))


@pytest.mark.parametrize(
    ("near", "within"), [("", "5"), ("ici", "5"), ("91, 0", "5"), ("1, 2", "6"), ("1, 2", ""), ("\x00", "x")]
)
def test_a_point_that_cannot_be_read_says_how_to_write_it(client: Client, near: str, within: str) -> None:
    page = client.get(SEARCH, {"q": "pont", "near": near, "within": within})
    assert page.status_code == 200
    assert "field--error" in page.content.decode()
    assert re.search("<details[^>]* open>", page.content.decode())


def test_around_a_point_stays_on_earth() -> None:
    assert around((0, 90), 50) == Area(pytest.approx(89.55, abs=0.01), -180, 90, 180)
    assert around((179.99, 0), 50).east == 180
    assert [round(side) for side in around((2, 49), 5).sides] == [10, 10]


def test_a_part_of_a_map_is_told_in_words() -> None:
    assert extent_of(Area(49, 2, 49, 2)) == "un point de la carte"
    assert extent_of(around((2, 49), 0.3)) == "une partie de la carte, 600\xa0m sur 600\xa0m"
    assert extent_of(around((2, 49), 1.2)) == "une partie de la carte, 2,4\xa0km sur 2,4\xa0km"
    assert "20\xa0038\xa0km" in extent_of(EARTH)


def test_the_map_holds_all_consultations_and_leads_nearer_and_to_the_list(client: Client) -> None:
    for number in range(3):
        at(-1.57 + number / 10_000, 48.11, title=f"Moulin {number}")
    at(-1.40, 48.20, title="Gare")
    ContributionFactory(title="Nulle part")

    page = client.get(MAP)
    assert spots(client) == [(3, "Moulin 0"), (1, "Gare")]
    assert "4 contributions sont situées ici. 1 autre n’a pas de lieu" in page.content.decode()
    first = page.context["view"].drawing.spots[0]
    nearer = client.get(first.zoom_url).context["view"]
    assert sorted(spot.title for spot in nearer.drawing.spots) == ["Moulin 0", "Moulin 1", "Moulin 2"]
    assert (nearer.unplaced, nearer.everywhere) == (0, MAP)
    listed = client.get(first.list_url).context["view"]
    assert sorted(result.title for result in listed.parts[0].results) == ["Moulin 0", "Moulin 1", "Moulin 2"]


def test_the_map_is_under_the_same_words_and_filters(client: Client) -> None:
    here = at(2, 49, title="Un pont", kind=KindFactory(code="idea"))
    at(2, 49.5, title="Un pont", kind=KindFactory(code="pain"))
    at(2, 50, title="Un banc")
    assert spots(client, q="pont", kind="idea") == [(1, "Un pont")]
    view = client.get(SEARCH, {"q": "ponts", "consultation": here.consultation.slug}).context["view"]
    assert view.placed == 1
    assert len(client.get(view.map_url).context["view"].drawing.spots) == 1
    assert len(spots(client)) == 3


def test_only_what_anybody_finds_is_on_the_map(client: Client) -> None:
    shown = at(2, 49, title="Public")
    place: dict[str, Kind] = {"kind": shown.kind}
    at(2, 49, state=State.HIDDEN, **place)
    at(2, 49, state=State.WITHDRAWN, **place)
    at(2, 49, merged_into=shown, **place)
    private = KindFactory(consultation=shown.consultation, visibility=Visibility.PRIVATE)
    at(2, 49, kind=private, state=PRIVATE)
    at(2, 49, kind=KindFactory(consultation=shown.consultation, role=KindRole.PASSAGE))
    at(2, 49, kind=KindFactory(consultation=ConsultationFactory(live=False)))
    assert spots(client) == spots(client, area=HERE) == [(1, "Public")]
    assert found(client, area=HERE)["contributions"] == ["Public"]


def test_a_map_of_too_many_shows_the_newest_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parvis.contributions.finding.MOST", 2)
    kind = KindFactory()
    for number in range(3):
        at(2, 49 + number / 10, kind=kind, title=f"Lieu {number}")
        ContributionFactory(kind=kind)
    assert sorted(spots(client)) == [(1, "Lieu 1"), (1, "Lieu 2")]
    assert "les 1\u202f000 plus récentes sont sur la carte" in client.get(MAP).content.decode()


def test_beyond_the_newest_the_map_is_still_led_to_and_counts_no_less_than_there_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parvis.contributions.finding.MOST", 2)
    kind = KindFactory()
    at(2, 49, kind=kind, title="Un pont ici")
    ContributionFactory.create_batch(3, kind=kind, title="Un pont nulle part")

    page = client.get(SEARCH, {"q": "pont"})
    view = page.context["view"]
    assert (view.is_placed, view.placed) == (True, None)
    assert f'href="{MAP}?q=pont"' in page.content.decode()
    assert "Voir sur une carte les contributions qui ont un lieu" in page.content.decode()
    html = client.get(view.map_url).content.decode()
    assert "1 contribution est située ici. Au moins 2 autres n’ont pas de lieu" in html

    Contribution.objects.filter(title="Un pont ici").update(form_answers={})
    assert client.get(SEARCH, {"q": "pont"}).context["view"].is_placed is False


def test_an_empty_map_says_how_to_go_on(client: Client) -> None:
    assert "Rien sur cette carte" in client.get(MAP, {"q": "pont"}).content.decode()
    assert "Ajoutez un mot" in client.get(MAP, {"q": "-pont"}).content.decode()
    assert "See the whole map" in client.get(f"/en{MAP}?area={HERE}").content.decode()


@pytest.mark.parametrize("area", ["x", "1,2,3,4", "2.0000,0.0000,1.0000,1.0000", "\x00", "9" * 9999])
def test_a_place_that_makes_no_sense_narrows_nothing(client: Client, area: str) -> None:
    at(2, 49, title="Un pont")
    assert found(client, q="pont", area=area)["contributions"] == ["Un pont"]
    assert len(spots(client, area=area)) == 1


@pytest.mark.parametrize("asked", [f"{SEARCH}?area={HERE}", MAP, f"{MAP}?q=pont&area={HERE}&theme=A"])
def test_the_cost_does_not_depend_on_how_much_is_there(client: Client, cost: object, asked: str) -> None:
    def add() -> None:
        theme = ThemeFactory(name="A")
        kind = KindFactory(consultation=theme.consultation)
        AnswerFactory(contribution=at(2, 49, kind=kind, theme=theme, title="Un pont"))
        at(2.5, 49.5, kind=kind, theme=theme, title="Un pont")

    add()
    before = cost(client, asked)
    add()
    add()
    assert cost(client, asked) == before


@pytest.mark.parametrize(
    "address", [SEARCH, f"{SEARCH}?q=pont", f"{SEARCH}?q=-pont", f"{SEARCH}?q=zeppelin&in=pages", MAP]
)
def test_whatever_is_drawn_again_in_place_is_on_every_page(client: Client, address: str) -> None:
    """A page asked by a script is the page itself: what takes the place of the old is cut out of it."""
    at(2, 49, title="Un pont")
    page = client.get(address).content.decode()
    (parts,) = re.findall('hx-select-oob="([^"]+)"', page)
    for part in ("#found", *parts.split(",")):
        assert page.count(f'id="{part.removeprefix("#").split(":")[0]}"') == 1, part
    assert client.get(address, headers={"HX-Request": "true"}).content.decode() == page
    marks = re.findall(r' id="([^"]+)"', page)
    assert len(marks) == len(set(marks))
