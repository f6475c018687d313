"""A form with every type of question, on a phone: by names that a screen reader says, without an account."""

import re

import pytest
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.enums import QuestionType
from parvis.consultations.models import PhaseAction
from parvis.consultations.tests.factories import PhaseActionFactory, QuestionFactory
from parvis.contributions.attachments import Attachment, mentions_in, without_files
from parvis.contributions.models import Contribution
from parvis.contributions.tests.asked import OPTIONS, ROWS
from parvis.contributions.tests.sent import photo
from parvis.contributions.tests.test_in_a_browser import check
from parvis.jobs.models import Mail
from parvis.testing.browser import NARROW, PHONE, NewPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = [
    (QuestionType.SECTION, "Vos trajets", {}, None),
    (QuestionType.NOTE, "Ce que nous appelons trajet", {}, None),
    (QuestionType.SINGLE, "Comment venez-vous ?", {"options": OPTIONS, "has_other": True}, None),
    (QuestionType.SHORT_TEXT, "Quelle ligne ?", {"limit": 50}, ("Comment venez-vous ?", "bus")),
    (QuestionType.MULTIPLE, "Et parfois ?", {"options": OPTIONS, "most": 2}, None),
    (QuestionType.SCALE, "En êtes-vous content ?", {"low_label": "pas du tout", "high_label": "tout à fait"},
     None),
    (QuestionType.SECTION, "Vos priorités", {}, None),
    (QuestionType.RANKING, "Que faire d’abord ?", {"options": OPTIONS}, None),
    (QuestionType.MATRIX, "À quel moment ?", {"rows": ROWS, "columns": OPTIONS}, None),
    (QuestionType.SECTION, "Pour finir", {}, None),
    (QuestionType.NUMBER, "Combien de kilomètres ?", {"unit": "km"}, None),
    (QuestionType.DATE, "Depuis quand ?", {}, None),
    (QuestionType.PLACE, "Où ?", {}, None),
    (QuestionType.LONG_TEXT, "Autre chose ?", {}, None),
    (QuestionType.STATEMENT, "J’ai lu les règles", {}, None),
    (QuestionType.PHOTO, "Que voit-on ?", {"count": 3}, None),
    (QuestionType.FILE, "Un plan ?", {}, None),
]  # fmt: skip


def first_page(page: Page) -> None:
    line = page.get_by_label("Quelle ligne ?")
    expect(line).to_be_hidden()
    how = page.get_by_role("group", name="Comment venez-vous ?")
    how.get_by_role("radio", name="En bus").check()
    line.fill("12")
    page.get_by_role("group", name="Et parfois ?").get_by_role("checkbox", name="À pied").check()
    page.get_by_role("radio", name="5 – tout à fait").check()


def second_page(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Vos priorités")
    rank = page.get_by_role("group", name="Que faire d’abord ?")
    rank.get_by_label("À vélo").select_option("1")
    rank.get_by_label("En bus").select_option("1")
    page.get_by_role("group", name="La nuit").get_by_role("radio", name="À pied").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("link", name=re.compile("Que faire d’abord .*même place"))).to_be_visible()
    check(page, "form-errors")
    page.get_by_role("group", name="Que faire d’abord ?").get_by_label("En bus").select_option("2")


def last_page(page: Page) -> None:
    page.get_by_label("Combien de kilomètres ?").fill("3,5")
    page.get_by_label("Depuis quand ?").fill("2026-09-01")
    place = page.get_by_role("group", name="Où ?")
    place.get_by_role("button", name="Utiliser ma position").click()
    expect(place.get_by_label("Latitude et longitude")).to_have_value("47.2500, 0.1500")
    page.get_by_label("Autre chose ?").fill("Merci.")
    page.get_by_label("J’ai lu les règles").check()
    photos(page)


def photos(page: Page) -> None:
    """One room after another; what is too heavy is said at once; a document beside."""
    group = page.get_by_role("group", name="Que voit-on ?")
    expect(group.get_by_label("Photo 1", exact=True)).to_have_attribute("accept", re.compile("image/jpeg"))
    expect(group.get_by_label("Photo 2", exact=True)).to_be_hidden()
    heavy = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"0" * 10_500_000}
    group.get_by_label("Photo 1", exact=True).set_input_files(heavy)
    expect(group.get_by_role("alert")).to_be_visible()
    group.get_by_label("Photo 1", exact=True).set_input_files(picture("banc.jpg"))
    expect(group.get_by_role("alert")).to_be_hidden()
    expect(group.get_by_label("Photo 2", exact=True)).to_be_visible()
    expect(group.get_by_label("Photo 3", exact=True)).to_be_hidden()
    paper = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 words"}
    page.get_by_role("group", name="Un plan ?").get_by_label("Choisir un document").set_input_files(paper)


def picture(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(size=(600, 400))}


def seen(page: Page, words: str) -> None:
    """The picture itself came, and it has a name."""
    image = page.get_by_role("img", name=words)
    image.scroll_into_view_if_needed()
    expect(image).not_to_have_js_property("naturalWidth", 0)


def described(page: Page) -> None:
    """Without words for those who do not see it, the photo is kept, and they are asked for."""
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("link", name=re.compile("Que voit-on .*dites en quelques mots"))).to_be_visible()
    group = page.get_by_role("group", name="Que voit-on ?")
    kept = group.get_by_role("group", name=re.compile("banc.jpg, JPEG"))
    expect(kept.get_by_role("checkbox", name="Retirer cette photo")).to_be_visible()
    kept.get_by_label(re.compile("Ce que montre cette photo")).fill("Un trottoir sans banc")
    check(page, "form-files")


def composed() -> tuple[PhaseAction, dict[str, str]]:
    """A private questionnaire that asks every type of question, open to answers; its codes by their label."""
    action = PhaseActionFactory.create()
    kind = action.kind
    kind.is_titled = kind.has_text = False
    kind.visibility = "private"
    kind.call = "Répondre au questionnaire"
    kind.save()
    codes = {label: f"q{place}" for place, (_type, label, _settings, _condition) in enumerate(FORM)}
    for place, (type, label, settings, condition) in enumerate(FORM):
        shown_if = condition and {"question": codes[condition[0]], "test": "is", "value": condition[1]}
        QuestionFactory.create(
            kind=kind, code=codes[label], type=type, label=label, settings=settings, condition=shown_if,
            position=place, help_text="Quelques mots d’aide.",
        )  # fmt: skip
    return action, codes


def test_every_type_from_page_to_page(new_page: NewPage, live_server: LiveServer) -> None:
    action, codes = composed()
    begun = new_page(size=PHONE)
    begun.context.grant_permissions(["geolocation"])
    begun.context.set_geolocation({"latitude": 47.25, "longitude": 0.15})
    address = f"{live_server.url}/contributions/new/{action.pk}/"
    begun.goto(address)
    first_page(begun)
    check(begun, "form-page")
    begun.close()

    page = begun.context.new_page()
    page.goto(address)
    expect(page.get_by_label("Quelle ligne ?")).to_have_value("12")
    expect(page.get_by_role("radio", name="En bus")).to_be_checked()
    page.get_by_role("button", name="Continuer").click()
    second_page(page)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pour finir")
    last_page(page)
    described(page)
    check(page, "form-last-page")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_text("3,5 km")).to_be_visible()
    seen(page, "Un trottoir sans banc")
    check(page, "form-preview")
    page.get_by_role("button", name="Envoyer mes réponses").click()

    page.get_by_label("Votre adresse électronique").fill("claire@example.org")
    page.get_by_role("button", name="Recevoir mon code").click()
    page.wait_for_url("**/account/login/code/")
    page.get_by_label("Code à 8 chiffres").fill(
        re.match(r"\d{4} \d{4}", Mail.objects.latest("pk").text).group()
    )
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    page.get_by_text("Passer cette étape").click()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_text("Vos réponses sont enregistrées.")).to_be_visible()
    check(page, "form-answers")
    seen(page, "Un trottoir sans banc")
    answers = Contribution.objects.get().form_answers
    assert [[one["name"], one["description"]] for one in mentions_in(answers)] == [
        ["banc.jpg", "Un trottoir sans banc"], ["plan.pdf", ""],
    ]  # fmt: skip
    assert {codes[label]: value for label, value in {
        "Comment venez-vous ?": "bus", "Quelle ligne ?": "12", "Et parfois ?": ["walk"],
        "En êtes-vous content ?": 5, "Que faire d’abord ?": ["bike", "bus"],
        "À quel moment ?": {"night": "walk"},
        "Combien de kilomètres ?": "3.5", "Depuis quand ?": "2026-09-01",
        "Où ?": {"address": "", "geometry": {"type": "Point", "coordinates": [0.15, 47.25]}},
        "Autre chose ?": "Merci.", "J’ai lu les règles": True,
    }.items()} == without_files(answers)  # fmt: skip
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('parvis:draft:'))") == []


def test_a_photo_from_the_keyboard_without_a_script_then_in_another_browser_in_english(
    new_page: NewPage, live_server: LiveServer
) -> None:
    """The draft of who is signed in holds the photo, which is replaced there; nothing asks for a script."""
    action, session = PhaseActionFactory.create(), session_of(ParticipantFactory.create())
    QuestionFactory.create(kind=action.kind, code="view", type=QuestionType.PHOTO, label="A photo of it?")
    address = f"{live_server.url}/en/contributions/new/{action.pk}/"
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    begun = new_page(size=NARROW, scripts=False, locale="en-GB")
    begun.context.add_cookies([cookie])
    begun.goto(address)
    begun.get_by_label("Title").fill("A bench")
    begun.get_by_label("Your text").fill("Parents wait standing.")
    begun.get_by_label("Choose a photo").set_input_files(picture("bench.jpg"))
    begun.get_by_label("What this photo shows, for people who do not see it").fill("A pavement")
    begun.keyboard.press("Enter")
    expect(begun.get_by_role("img", name="A pavement")).to_be_visible()

    page = new_page(size=NARROW, locale="en-GB")
    page.context.add_cookies([cookie])
    page.goto(address)
    expect(page.get_by_role("img", name="A pavement")).to_be_visible()
    check(page, "file-form-en")
    page.get_by_label("Another photo in its place").set_input_files(picture("other.jpg"))
    page.get_by_label("What this photo shows, for people who do not see it").last.fill("A wet pavement")
    page.get_by_role("button", name="Preview").click()
    seen(page, "A wet pavement")
    expect(page.get_by_role("img", name="A pavement")).to_have_count(0)
    check(page, "file-preview-en")
    assert [row.name for row in Attachment.objects.all()] == ["other.jpg"]


def session_of(person: Participant) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def test_files_too_heavy_together_are_told_before_they_are_sent(
    new_page: NewPage, live_server: LiveServer, settings
) -> None:
    """Each is light enough; what one types of an empty place is left there once a photo is kept."""
    settings.PARVIS_FILE_MEGABYTES = 1
    action = PhaseActionFactory.create()
    for code, label in (("view", "Une photo ?"), ("plan", "Une autre ?")):
        QuestionFactory.create(
            kind=action.kind, code=code, type=QuestionType.PHOTO, label=label, settings={"count": 5}
        )
    page = new_page()
    page.goto(f"{live_server.url}/contributions/new/{action.pk}/")
    told = page.get_by_text("trop lourds ensemble")
    heavy = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"a" * 1_000_000}
    for room in range(5):
        page.locator(f"#id_q_view_{room}").set_input_files(heavy)
    expect(told.first).to_be_hidden()
    page.locator("#id_q_plan_0").set_input_files(heavy)
    expect(told.last).to_be_visible()
    assert page.locator("#id_q_plan_0").input_value() == ""
    page.locator("#id_q_plan_0").set_input_files({**heavy, "buffer": b"a"})
    expect(told.last).to_be_hidden()


def test_the_words_of_a_photo_do_not_come_back_for_the_next_one(
    new_page: NewPage, live_server: LiveServer
) -> None:
    action = PhaseActionFactory.create()
    QuestionFactory.create(
        kind=action.kind, code="view", type=QuestionType.PHOTO, label="Une photo ?", settings={"count": 2}
    )
    page = new_page()
    page.goto(f"{live_server.url}/contributions/new/{action.pk}/")
    page.locator("#id_q_view_0").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.locator("#id_q_view_0_said").fill("Le banc")
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.wait_for_load_state()
    expect(page.locator("img.files__photo")).to_have_attribute("alt", "Le banc")
    expect(page.locator("#id_q_view_0_said")).to_have_value("")
