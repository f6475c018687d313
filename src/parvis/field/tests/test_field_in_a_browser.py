"""A day out: a device that is made ready, answers taken without network, all of them sent, each once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from wagtail.users.models import UserProfile

from parvis.accounts.models import Participant
from parvis.consultations.enums import QuestionType, Role
from parvis.consultations.tests.factories import QuestionFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.field.models import FieldEntry, FieldKit
from parvis.field.tests.factories import KitFactory
from parvis.paper.models import Sheet
from parvis.paper.tests.factories import BatchFactory, member_of
from parvis.testing.browser import DESK, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "Zanzibar"
DUMP = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      for (const row of await done(database.transaction(store).objectStore(store).getAll())) {
        found.push(JSON.stringify(row), atob(row.sealed || ""));
      }
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) found.push(one.url, await (await cache.match(one)).text());
  }
  return found.join("\\n");
}"""
CACHED = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).flat()"""


@pytest.fixture
def kit() -> FieldKit:
    batch = BatchFactory(
        channel="field",
        name="Marché du samedi",
        action__phase__title="Vos idées",
        action__phase__consultation__title="Que faire de la place du marché ?",
    )
    ThemeFactory(consultation=batch.consultation, name="Rue")
    options = [{"code": "y", "label": "Oui"}, {"code": "n", "label": "Non"}]
    QuestionFactory(
        kind=batch.kind, code="near", type=QuestionType.SINGLE, label="Habitez-vous le quartier ?",
        settings={"options": options}, is_required=True, position=1,
    )  # fmt: skip
    QuestionFactory(
        kind=batch.kind, code="since", type=QuestionType.SHORT_TEXT, label="Depuis quand ?", is_required=True,
        position=2, condition={"question": "near", "test": "is", "value": "y"},
    )  # fmt: skip
    made: FieldKit = KitFactory(batch=batch, token="marche", name="Tablette du marché")
    return made


def bar(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-parvis-bar]")).to_contain_text(words, timeout=30_000)


def made_ready(new_page: Any, address: str) -> Page:
    page: Page = new_page(size=PHONE)
    page.goto(address)
    bar(page, "Prêt à travailler sans réseau.")
    return page


def answer(page: Page, title: str) -> str:
    """The code that this person is given."""
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Votre texte").fill(f"{SECRET}, devant l’école.")
    page.get_by_label("Non", exact=True).check()
    page.get_by_role("button", name="Enregistrer cette réponse").click()
    expect(page.get_by_role("heading", name=re.compile("Merci"))).to_be_visible()
    return page.locator("[data-parvis-code]").inner_text()


def test_a_day_without_network(new_page: Any, live_server: Any, kit: FieldKit) -> None:
    address = f"{live_server.url}/field/marche/"
    page = made_ready(new_page, address)
    photograph(page, "field-ready")
    assert (axe_violations(page), overflowing(page)) == ([], [])

    page.context.set_offline(True)
    bar(page, "Pas de réseau. Continuez")
    page.get_by_role("button", name="Enregistrer cette réponse").click()
    expect(page.get_by_role("heading", name="Il manque une réponse")).to_be_visible()
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Titre", "Votre texte", "Habitez-vous le quartier ?",
    ]  # fmt: skip
    photograph(page, "field-missing")
    assert axe_violations(page) == []

    codes = [answer(page, "Un banc")]
    bar(page, "Pas de réseau : 1 réponse attend sur cet appareil, scellée.")
    photograph(page, "field-thanks-offline")
    assert (axe_violations(page), overflowing(page)) == ([], [])
    page.get_by_role("link", name="Personne suivante").click()
    expect(page.get_by_label("Titre")).to_have_value("")
    codes.append(answer(page, "Un arbre"))
    page.reload()
    bar(page, "Pas de réseau : 2 réponses attendent sur cet appareil, scellées.")
    codes.append(answer(page, "Une fontaine"))
    page.goto(f"{live_server.url}/en/field/marche/")
    bar(page, "No network: 3 answers wait on this device, sealed.")
    page.goto(address)
    bar(page, "Pas de réseau : 3 réponses attendent sur cet appareil, scellées.")

    kept = page.evaluate(DUMP)
    assert SECRET not in kept
    assert [code in kept for code in codes] == [True] * 3
    assert [url for url in page.evaluate(CACHED) if not url.startswith("/static/")] == [
        "/field/marche/", "/en/field/marche/",
    ]  # fmt: skip
    assert Contribution.objects.count() == 0

    page.context.set_offline(False)
    bar(page, "Tout est envoyé : 3 réponses.")
    photograph(page, "field-sent")
    assert sorted(Contribution.objects.values_list("title", flat=True)) == [
        "Un arbre",
        "Un banc",
        "Une fontaine",
    ]
    assert set(Sheet.objects.values_list("code", flat=True)) == set(codes)
    assert {row.text for row in Contribution.objects.all()} == {f"{SECRET}, devant l’école."}
    assert not any(code in page.evaluate(DUMP) for code in codes)
    page.goto(f"{live_server.url}/paper/{codes[0]}/")
    expect(page.get_by_role("link", name=re.compile("Un banc"))).to_be_visible()


def test_an_answer_of_the_site_that_is_lost_sends_nothing_twice(
    new_page: Any, live_server: Any, kit: FieldKit
) -> None:
    """The site takes three answers, and the device hears nothing of it; then two tabs send at once."""
    address = f"{live_server.url}/field/marche/"
    page = made_ready(new_page, address)
    other = page.context.new_page()
    other.goto(address)
    bar(other, "Prêt à travailler sans réseau.")
    page.context.set_offline(True)
    for title in ("Un banc", "Un arbre"):
        answer(page, title)
        page.get_by_role("link", name="Personne suivante").click()
    answer(other, "Une fontaine")
    bar(page, "3 réponses attendent")
    lost: list[int] = []

    def lose(route: Route) -> None:
        if not lost and route.request.post_data != "[]":
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.context.route("**/send/", lose)
    page.context.set_offline(False)
    for one in (page, other):
        bar(one, "Tout est envoyé : 3 réponses.")

    assert lost == [200]
    assert sorted(Contribution.objects.values_list("title", flat=True)) == [
        "Un arbre",
        "Un banc",
        "Une fontaine",
    ]
    assert FieldEntry.objects.count() == 3


def test_a_device_left_with_the_public(new_page: Any, live_server: Any) -> None:
    kit = KitFactory(token="mairie", kiosk=True, name="Accueil de la mairie")
    page = new_page(size=PHONE)
    page.clock.install()
    page.goto(f"{live_server.url}/field/mairie/")
    bar(page, "Prêt à travailler sans réseau.")
    page.get_by_label("Titre").fill(SECRET)
    page.clock.run_for(91_000)
    expect(page.get_by_text("Y a-t-il encore quelqu’un")).to_be_visible()
    assert axe_violations(page) == []
    photograph(page, "field-kiosk-idle")
    page.clock.run_for(31_000)
    expect(page.get_by_label("Titre")).to_have_value("")
    page.get_by_label("Titre").fill("Un banc")
    page.get_by_label("Votre texte").fill("Devant l’école.")
    page.get_by_role("button", name="Enregistrer cette réponse").click()
    bar(page, "Tout est envoyé : 1 réponse.")
    code = page.locator("[data-parvis-code]").inner_text()
    photograph(page, "field-kiosk-thanks")

    assert (WaitingText.objects.get().title, Contribution.objects.count(), kit.entries.count()) == (
        "Un banc",
        0,
        1,
    )
    page.goto(f"{live_server.url}/paper/{code}/")
    expect(page.get_by_text("Elle attend d’être lue par un modérateur")).to_be_visible()


def test_a_link_that_was_replaced_keeps_what_waits(new_page: Any, live_server: Any, kit: FieldKit) -> None:
    page = made_ready(new_page, f"{live_server.url}/field/marche/")
    page.context.set_offline(True)
    answer(page, "Un banc")
    FieldKit.objects.update(
        token_hash=KitFactory.build(batch=kit.batch, held_by=None, token="autre").token_hash
    )
    page.context.set_offline(False)
    bar(page, "Le lien de cet appareil a été remplacé.")
    expect(page.get_by_role("button", name="Enregistrer cette réponse")).to_be_hidden()
    page.reload()
    bar(page, "Le lien de cet appareil a été remplacé.")

    page.goto(f"{live_server.url}/field/autre/")
    bar(page, "Tout est envoyé : 1 réponse.")
    assert Contribution.objects.get().title == "Un banc"


def test_without_scripts_an_answer_is_sent_at_once(new_page: Any, live_server: Any, kit: FieldKit) -> None:
    page = new_page(size=PHONE, scripts=False)
    page.goto(f"{live_server.url}/field/marche/")
    page.get_by_label("Titre").fill("Un banc")
    page.get_by_role("button", name="Enregistrer cette réponse").click()
    expect(page.get_by_text("Écrivez votre texte").first).to_be_visible()
    expect(page.get_by_label("Titre")).to_have_value("Un banc")
    page.get_by_label("Votre texte").fill("Devant l’école.")
    page.get_by_label("Non", exact=True).check()
    page.get_by_role("button", name="Enregistrer cette réponse").click()
    expect(page.get_by_role("heading", name="Merci. Cette réponse est gardée.")).to_be_visible()
    code = page.locator("[data-parvis-code]").inner_text()
    assert Sheet.objects.get(code=code).contribution.title == "Un banc"
    page.get_by_role("link", name="Personne suivante").click()
    expect(page.get_by_label("Titre")).to_have_value("")


def test_a_team_prepares_a_device_and_puts_an_answer_right(
    new_page: Any, live_server: Any, kit: FieldKit, settings: Any, client: Any
) -> None:
    settings.PARVIS_DEMO = True
    settings.PARVIS_ADDRESS = live_server.url
    person: Participant = member_of(kit.batch, Role.ORGANISER)
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "fr"})
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = new_page(size=DESK)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    here = f"{live_server.url}/desk/consultations/{kit.batch.consultation_id}/paper/{kit.batch_id}/"
    page.goto(here)
    photograph(page, "desk-devices")
    assert axe_violations(page) == []
    page.get_by_role("link", name="Préparer un appareil").click()
    photograph(page, "desk-device-new")
    page.get_by_role("textbox", name="Nom").fill("Tablette 2")
    page.get_by_role("button", name="Préparer cet appareil").click()
    page.get_by_role("button", name="Faire le lien").click()
    link = page.locator("a[href*='/field/']").inner_text()
    photograph(page, "desk-device-link")
    assert axe_violations(page) == []

    tablet = made_ready(new_page, link)
    changed = {"code": "how", "type": QuestionType.SHORT_TEXT, "label": "Comment y venez-vous ?"}
    QuestionFactory(kind=kit.batch.kind, is_required=True, position=3, **changed)
    tablet.get_by_label("Titre").fill("Un banc")
    tablet.get_by_label("Votre texte").fill("Devant l’école.")
    tablet.get_by_label("Oui", exact=True).check()
    tablet.get_by_label("Depuis quand ?").fill("Dix ans")
    tablet.get_by_role("button", name="Enregistrer cette réponse").click()
    bar(tablet, "Tout est envoyé : 1 réponse.")

    page.goto(here)
    page.get_by_role("link", name="Tablette 2").click()
    page.get_by_role("link", name=re.compile("^Réponse ")).click()
    photograph(page, "desk-device-answer")
    assert axe_violations(page) == []
    page.get_by_label("Comment y venez-vous ?").fill("À pied")
    page.get_by_role("button", name="Saisir cette réponse").click()
    expect(page.get_by_text("La réponse est saisie.")).to_be_visible()
    photograph(page, "desk-device-done")
    made = Contribution.objects.get()
    assert (made.form_answers["since"], made.form_answers["how"]) == ("Dix ans", "À pied")
    assert made.sheet.entered_by == person
    assert FieldEntry.objects.get().words == ""
