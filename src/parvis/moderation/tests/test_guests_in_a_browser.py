"""A text is sent without an address, on a phone; its link tells what became of it, and takes it back."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions.waiting import WaitingText
from parvis.moderation.domain.screen import admit, refuse
from parvis.moderation.enums import Reason
from parvis.moderation.tests.factories import moderator_of
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRENCH = (
    "Titre",
    "Votre texte",
    "Voir l’aperçu",
    "Envoyer en invité",
    "Envoyer à un modérateur",
    "Il attend",
)
ENGLISH = ("Title", "Your text", "Preview", "Send as a guest", "Send to a moderator", "It waits")


def check(page, name: str) -> None:
    """Without scripts, axe cannot run."""
    if name:
        assert axe_violations(page) == []
        assert overflowing(page) == []
        photograph(page, name)


def write(page, address: str, words: tuple[str, ...], name: str) -> None:
    title, text, preview, guest, send, waits = words
    page.goto(address)
    page.get_by_label(title).fill("Une fontaine sur la place du marché")
    page.get_by_label(text).fill("Il fait trop chaud en été, et rien n’y donne à boire.")
    page.get_by_role("button", name=preview).click()
    expect(page.get_by_role("button", name=guest)).to_be_visible()
    check(page, name and f"guest-preview-{name}")
    page.get_by_role("button", name=guest).click()
    expect(page.get_by_role("button", name=send)).to_be_visible()
    check(page, name and f"guest-send-{name}")
    page.get_by_role("button", name=send).click()
    page.wait_for_url("**/moderation/guests/**")
    expect(page.get_by_text(waits)).to_be_visible()
    check(page, name and f"guest-waits-{name}")


def withdraw(page, press: str, said: str, name: str) -> None:
    """The form of a page that holds a secret is sent by a real browser, with what it tells of where it is."""
    page.get_by_role("button", name=press).click()
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("button", name=press)).to_have_count(0)
    check(page, name)


def test_sending_a_text_as_a_guest(new_page: NewPage, live_server: LiveServer, monkeypatch) -> None:
    monkeypatch.setattr("parvis.accounts.door.WAIT_SECONDS", -2)  # the wait has its own tests
    monkeypatch.setattr("parvis.accounts.door.LEAST_SECONDS", -2)
    action = PhaseActionFactory.create(allows_guests=True)
    moderator = moderator_of(action.phase.consultation)
    address = f"contributions/new/{action.pk}/"

    page = new_page(size=PHONE)
    write(page, f"{live_server.url}/{address}", FRENCH, "phone")
    refuse(
        actor=moderator,
        text=WaitingText.objects.get(),
        reason=Reason.OFF_TOPIC,
        message="La question porte sur les trottoirs.",
    )
    page.reload()
    expect(page.get_by_text("La question porte sur les trottoirs.")).to_be_visible()
    check(page, "guest-refused-phone")
    withdraw(page, "Retirer mon texte", "Votre texte est retiré", "guest-withdrawn-phone")

    plain = new_page(size=PHONE, scripts=False)
    write(plain, f"{live_server.url}/{address}", FRENCH, "")
    withdraw(plain, "Retirer mon texte", "Votre texte est retiré", "")
    assert WaitingText.objects.latest("pk").state == "withdrawn"

    desk = new_page(size=DESK, locale="en")
    write(desk, f"{live_server.url}/en/{address}", ENGLISH, "desk")
    admit(actor=moderator, text=WaitingText.objects.latest("pk"))
    desk.reload()
    link = desk.url
    desk.get_by_role("link", name="Read it in its place").click()
    expect(desk.get_by_text("Guest, identity not checked")).to_be_visible()
    check(desk, "guest-published-desk")
    desk.goto(link)
    withdraw(desk, "Withdraw my text", "Your text is withdrawn", "")
    assert WaitingText.objects.latest("pk").contribution.state == "withdrawn"
