"""A moderator decides on twenty texts by keyboard alone; without scripts, the same forms do it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory, ThemeFactory
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory, WaitingTextFactory
from parvis.moderation.domain.report import report
from parvis.moderation.enums import Reason
from parvis.moderation.models import Decision, Reading
from parvis.testing.browser import NARROW, PHONE, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PATIENCE = 20_000
"""Milliseconds for a page that is led to by a decision, on a machine that does much else."""


@pytest.fixture
def texts(organiser) -> list[Contribution]:
    """Twenty texts that nobody has read, the fifth of which insults, under a long title."""
    kind = KindFactory(consultation=organiser.consultation)
    theme = ThemeFactory(consultation=organiser.consultation)
    return [
        ContributionFactory(
            kind=kind,
            theme=theme,
            title=f"Text {number:02} on the square where the children of the school wait for the bus",
            text="Bande d’abrutis." if number == 5 else f"We wait in the rain, day {number}.",
            to_read_since=START + timedelta(minutes=number),
        )
        for number in range(1, 21)
    ]


@pytest.fixture
def queue(live_server, organiser) -> str:
    return live_server.url + reverse("desk:queue", args=[organiser.consultation.pk])


def heading(page: Page, words: str) -> None:
    """The text is there, its heading has the focus, and keys are listened to."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_focused(timeout=PATIENCE)
    expect(page.locator("[data-parvis-queue=ready]")).to_be_attached(timeout=PATIENCE)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name || document.activeElement.tagName"))


def tab_to(page: Page, name: str) -> None:
    """By the key that everybody knows, to a button or a link of this name."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(
            "document.activeElement.matches('a, button') ? document.activeElement.textContent : ''"
        ):
            return
    pytest.fail(f"{name} is not reached by the keyboard")


def hide_by_keyboard(page: Page) -> None:
    page.keyboard.press("h")
    assert focused(page) == "reason"
    page.keyboard.type("insult")
    tab_to(page, "Hide this text")
    page.keyboard.press("Enter")


def test_twenty_are_decided_by_keyboard_alone(page_of, queue, texts) -> None:
    page = page_of()
    page.goto(queue)
    tab_to(page, "Decide one after the other")
    page.keyboard.press("Enter")
    for number in range(1, 21):
        heading(page, f"Text {number:02}")
        if number == 5:
            hide_by_keyboard(page)
        elif number == 12:  # skipped: the last one, when the others are done
            page.keyboard.press("s")
        else:
            page.keyboard.press("p")
    expect(page.get_by_role("status").filter(has_text="Kept: “Text 20")).to_be_visible()
    tab_to(page, "Decide one after the other")
    page.keyboard.press("Enter")
    heading(page, "Text 12")
    page.keyboard.press("p")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert (Reading.objects.count(), Decision.objects.count()) == (19, 1)
    texts[4].refresh_from_db()
    assert (texts[4].state, Decision.objects.get().reason) == ("hidden", "insult")


def test_the_other_keys_and_the_way_to_switch_them_off(page_of, queue, texts) -> None:
    page = page_of()
    page.goto(f"{queue}unread/{texts[0].pk}/")
    heading(page, "Text 01")
    page.keyboard.press("j")
    heading(page, "Text 02")
    page.keyboard.press("k")
    heading(page, "Text 01")
    page.keyboard.press("p")
    heading(page, "Text 02")
    expect(page.get_by_role("status").filter(has_text="Kept: “Text 01")).to_be_visible()
    page.keyboard.press("u")
    heading(page, "Text 01")
    expect(page.get_by_role("status").filter(has_text="Taken back: “Text 01")).to_be_visible()
    assert Reading.objects.count() == 0

    # In a field, a letter is a letter; with another key, it is not ours.
    page.keyboard.press("h")
    page.keyboard.press("Tab")
    page.keyboard.type("pjku?")
    assert page.evaluate("document.activeElement.value") == "pjku?"
    page.reload()
    heading(page, "Text 01")
    page.keyboard.press("Alt+p")
    heading(page, "Text 01")

    page.keyboard.press("?")
    assert focused(page) == "SUMMARY"
    expect(page.get_by_text("publish, or keep")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.reload()
    heading(page, "Text 01")
    page.keyboard.press("p")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    heading(page, "Text 01")
    assert Reading.objects.count() == 0


def test_everybody_can_use_it(page_of, queue, texts, organiser) -> None:
    case = report(actor=ParticipantFactory(), target=texts[4], reason=Reason.INSULT).case
    guest = WaitingTextFactory(kind=texts[0].kind)
    page = page_of(size=NARROW)

    def look(name: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        photograph(page, name)
        assert (name, faults(page)) == (name, [])

    page.goto(queue)
    look("desk-queue")
    for name, address in (
        ("unread", f"unread/{texts[0].pk}/"),
        ("reported", f"reported/{case.pk}/"),
        ("guest", f"guest/{guest.pk}/"),
    ):
        page.goto(f"{queue}{address}")
        look(f"desk-queue-{name}")
    page.get_by_label("Reason").select_option("insult")
    page.get_by_label("Words that are against the charter").fill("nowhere")
    page.get_by_role("button", name="Do not publish").press("Enter")
    expect(page.locator("[role=alert][data-parvis-focus]")).to_be_focused()
    page.locator("summary", has_text="Keys").press("Enter")
    look("desk-queue-refused")
    page.goto(f"{queue}unread/{texts[0].pk}/")
    page.keyboard.press("p")
    heading(page, "Text 02")
    look("desk-queue-after")


def test_without_scripts_nothing_lies_over_the_page_of_a_phone(page_of, queue, texts) -> None:
    page = page_of(scripts=False, size=PHONE)
    page.goto(f"{queue}unread/{texts[4].pk}/")
    page.get_by_role("heading", level=1).click(position={"x": 1, "y": 1}, trial=True)


def test_without_scripts_every_button_does_its_work(page_of, queue, texts) -> None:
    page = page_of(scripts=False)
    page.goto(f"{queue}unread/{texts[4].pk}/")
    page.get_by_label("Reason").select_option("insult")
    page.get_by_role("button", name="Hide this text").click()
    page.wait_for_url(f"**/unread/{texts[5].pk}/")
    page.get_by_role("button", name="Take this decision back").click()
    page.wait_for_url(f"**/unread/{texts[4].pk}/")
    page.get_by_role("button", name="Keep it: it stays public").click()
    page.wait_for_url(f"**/unread/{texts[5].pk}/")
    page.get_by_role("link", name="Skip it: the next one").click()
    page.wait_for_url(f"**/unread/{texts[6].pk}/")
    texts[4].refresh_from_db()
    assert (texts[4].state, Reading.objects.get().contribution) == ("published", texts[4])
