"""Blind coding in a browser: by the keyboard, on a phone without scripts, then what came out."""

import pytest
from playwright.sync_api import Page, expect

from parvis.testing.browser import NARROW, PHONE, axe_violations, overflowing, photograph
from parvis.understanding.domain.publish_analysis import publish_analysis
from parvis.understanding.models import Coding
from parvis.understanding.tests.codings import coded_by
from parvis.understanding.tests.runs import ran, town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def code_by_keyboard(page: Page) -> None:
    """From the heading: Tab to the choices, an arrow to choose, Enter to keep."""
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    while not page.evaluate("document.activeElement.type === 'radio'"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def code_the_rest(page: Page) -> None:
    for done in range(1, 10):
        expect(page.get_by_text(f"{done} coded of 10")).to_be_visible()
        page.get_by_role("radio").nth(1).check()
        page.get_by_role("button", name="Keep, and go on").click()
    expect(page.get_by_text("Every text is coded")).to_be_visible()


def test_a_sample_is_drawn_coded_by_two_people_compared_and_published(
    page_of, new_page, organiser, live_server
) -> None:
    place = town()
    organiser.consultation = place
    organiser.save()
    made = ran(place)
    publish_analysis(actor=organiser.participant, analysis=made)
    base = f"{live_server.url}/desk/consultations/{place.pk}/analyses/{made.pk}/"

    desk = page_of()
    desk.goto(base)
    desk.get_by_role("link", name="Code the same texts blindly").click()
    expect(desk.get_by_role("heading", name="Draw a sample")).to_be_visible()
    looked_at(desk, "desk-codings")
    desk.get_by_label("How many texts").fill("10")
    desk.get_by_role("button", name="Draw the sample").click()
    expect(desk.get_by_text("10 texts, drawn topic by topic")).to_be_visible()
    coding = Coding.objects.get()
    desk.goto(f"{base}codings/{coding.pk}/")
    looked_at(desk, "desk-coding")
    desk.get_by_role("button", name="Begin to code").click()
    expect(desk.get_by_role("heading", name="Text 1", level=1)).to_be_visible()
    looked_at(desk, "desk-code-text")
    code_by_keyboard(desk)
    expect(desk.get_by_text("1 coded of 10")).to_be_visible()

    phone = page_of(size=NARROW, scripts=False)
    phone.goto(f"{base}codings/{coding.pk}/")
    phone.get_by_role("link", name="Go on").click()
    expect(phone.get_by_role("heading", name="Text 2", level=1)).to_be_visible()
    narrow = page_of(size=NARROW)
    narrow.goto(phone.url)
    looked_at(narrow, "desk-code-text")
    code_the_rest(phone)
    narrow.goto(phone.url)
    looked_at(narrow, "desk-coding-all")
    phone.get_by_role("button", name="I have finished").click()
    expect(phone.get_by_text("You have finished")).to_be_visible()
    coded_by(coding)
    desk.goto(f"{base}codings/{coding.pk}/")
    desk.get_by_role("button", name="End, and compare").click()
    expect(desk.get_by_role("heading", name="How far people agree", level=1)).to_be_visible()
    looked_at(desk, "desk-coding-results")
    narrow.goto(f"{base}codings/{coding.pk}/")
    looked_at(narrow, "desk-coding-results")
    desk.get_by_role("button", name="Settle").first.click()
    expect(desk.get_by_text("settled:")).to_be_visible()
    desk.get_by_role("button", name="Publish how far people agree").click()
    expect(desk.get_by_role("button", name="Take it back")).to_be_visible()

    for options in ({"size": PHONE}, {"locale": "en"}):
        page = new_page(**options)
        page.goto(f"{live_server.url}/consultations/{place.slug}/topics/#agreement")
        expect(page.get_by_text("Krippendorff 2004")).to_be_visible()
        looked_at(page, "topics-agreement")
