"""A vote in a room: five phones, one of them cut from the network for a while, and the screen that counts."""

import pytest
from playwright.sync_api import expect

from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.room.domain.close_room import close_room
from parvis.room.domain.lead import show_results, start_activity
from parvis.room.enums import Fate
from parvis.room.models import Answer
from parvis.room.tests.factories import ActivityFactory, AnswerFactory, RoomFactory
from parvis.testing.browser import DESK, NARROW, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def room():
    room = RoomFactory(opened=True, title="Réunion publique du 3 décembre", code="ACD79")
    ActivityFactory(
        room=room,
        vote=True,
        title="Que faire de la place du marché ?",
        items=["Une place sans voitures le samedi", "Des arbres et des bancs", "La laisser comme elle est"],
    )
    return room


def test_five_phones_vote_and_the_screen_counts_five(new_page, live_server, room, settings, client) -> None:
    settings.PARVIS_DEMO = True
    host = TeamMemberFactory(consultation=room.consultation, participant__language="en").participant
    address = f"{live_server.url}/room/{room.code}/"
    screen = new_page(size=DESK)
    screen.goto(f"{address}screen/")
    phones = [new_page(size=PHONE) for _number in range(5)]
    for phone in phones:
        phone.goto(address)
    expect(phones[0].get_by_text("Rien n’est encore demandé")).to_be_visible()
    photograph(screen, "room-screen-before")

    client.force_login(host)
    desk = host_page(new_page, live_server, client.cookies[settings.SESSION_COOKIE_NAME], room)
    desk.get_by_role("button", name="Start").click(timeout=8000)
    for phone in phones:
        expect(phone.get_by_role("heading", name="Que faire de la place du marché ?")).to_be_visible()
    photograph(phones[0], "room-phone-vote")
    assert (axe_violations(phones[0]), overflowing(phones[0])) == ([], [])
    phones[4].context.set_offline(True)
    for number, phone in enumerate(phones):
        groups = phone.locator("fieldset").all()
        groups[0].get_by_label("Pour" if number < 3 else "Contre", exact=True).check()
        groups[1].get_by_label("Pour", exact=True).check()
        phone.get_by_role("button", name="Envoyer mon vote").click()
    expect(screen.get_by_text("4 téléphones ont répondu")).to_be_visible()
    expect(phones[4].get_by_text("En attente du réseau")).to_be_visible()
    photograph(phones[4], "room-phone-waiting")
    assert Answer.objects.count() == 4
    phones[4].context.set_offline(False)
    expect(phones[4].get_by_text("Envoyé : votre réponse est comptée.")).to_be_visible()
    expect(screen.get_by_text("5 téléphones ont répondu")).to_be_visible()
    photograph(phones[0], "room-phone-sent")

    desk.get_by_role("button", name="Show the results").click()
    expect(screen.get_by_text("En tête : « Des arbres et des bancs »")).to_be_visible()
    expect(screen.get_by_role("table")).to_be_visible()
    photograph(screen, "room-screen-results")
    photograph(desk, "room-host")
    assert (axe_violations(screen), axe_violations(desk)) == ([], [])
    assert Answer.objects.count() == 5

    words_and_questions(screen, phones[0], host, room)
    the_end(screen, phones[0], host, room)


def test_a_phone_says_what_is_left_of_a_budget_and_keeps_a_sheet_that_spends_too_much(
    new_page, live_server, room
) -> None:
    budget = ActivityFactory(
        room=room,
        vote=True,
        started=True,
        method="budget",
        items=["Un kiosque", "Des bancs", "Un marché"],
        costs=[60_000, 30_000, 90_000],
        limit=100_000,
        shows=True,
    )
    phone, narrow = new_page(size=PHONE), new_page(size=NARROW)
    for page in (phone, narrow):
        page.goto(f"{live_server.url}/room/{room.code}/")
    phone.get_by_label("Des bancs").check()
    expect(phone.get_by_text("Il reste : 70 000 €")).to_be_visible()
    phone.get_by_label("Un marché").check()
    expect(phone.get_by_text("De trop : 20 000 €")).to_be_visible()
    phone.get_by_role("button", name="Envoyer mon vote").click()
    expect(phone.get_by_text("20 000 € de trop")).to_be_visible()
    expect(phone.get_by_label("Un marché")).to_be_checked()
    photograph(phone, "room-phone-budget")
    phone.get_by_label("Un marché").uncheck()
    phone.get_by_role("button", name="Envoyer mon vote").click()
    expect(phone.get_by_text("Envoyé : votre réponse est comptée.")).to_be_visible()
    assert Answer.objects.get(activity=budget).choices == [None, 1, None]
    assert (axe_violations(narrow), overflowing(narrow)) == ([], [])

    screen = new_page(size=DESK)
    screen.goto(f"{live_server.url}/room/{room.code}/screen/")
    expect(screen.get_by_text("Financé par nombre de votes : « Des bancs »")).to_be_visible()
    expect(screen.get_by_role("table", name="Ce qui est financé, compté de deux façons")).to_be_visible()
    photograph(screen, "room-screen-budget")
    assert axe_violations(screen) == []


def words_and_questions(screen, phone, host, room) -> None:
    """The other pictures of a screen, and what a phone types."""
    words = ActivityFactory(room=room, words=True, title="La place, en un mot ?")
    start_activity(actor=host, activity=words)
    show_results(actor=host, activity=words, shows=True)
    said = ["calme"] * 7 + ["arbres", "Arbre", "arbres", "ombre", "marché", "marchés", "parking", "bruit"]
    for word in said:
        AnswerFactory(activity=words, texts=[word])
    expect(phone.get_by_label("Mot 1")).to_be_visible()
    phone.get_by_label("Mot 1").fill("fraîcheur")
    phone.get_by_role("button", name="Envoyer ma réponse").click()
    expect(screen.get_by_label("Nuage de mots").get_by_text("fraîcheur")).to_be_visible()
    photograph(screen, "room-screen-words")

    questions = ActivityFactory(room=room, questions=True, title="Vos questions")
    start_activity(actor=host, activity=questions)
    AnswerFactory(activity=questions, texts=["Combien de places de parking restent-elles ?"])
    AnswerFactory(activity=questions, texts=["Qui décide, et quand ?"], fate=Fate.ANSWERED)
    phone.get_by_role("button", name="Soutenir").click()
    expect(phone.get_by_text("1 soutien").first).to_be_visible()
    expect(screen.get_by_text("1 soutien").first).to_be_visible()
    photograph(screen, "room-screen-questions")
    photograph(phone, "room-phone-questions")
    assert (axe_violations(phone), overflowing(phone)) == ([], [])


def the_end(screen, phone, host, room) -> None:
    """Phones are led to what came out, which everybody reads."""
    close_room(actor=host, room=room)
    phone.get_by_role("link", name="Voir ce qui en est sorti").click()
    expect(phone.get_by_role("heading", name="Réunion publique du 3 décembre")).to_be_visible()
    photograph(phone, "room-results-phone")
    screen.goto(phone.url.replace("/room/", "/en/room/"))
    photograph(screen, "room-results")
    assert (axe_violations(phone), overflowing(phone)) == ([], [])


def host_page(new_page, live_server, cookie, room):
    """The desk of the host, signed in, in English."""
    page = new_page(size=DESK, locale="en")
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(f"{live_server.url}/desk/consultations/{room.consultation_id}/rooms/{room.pk}/")
    return page
