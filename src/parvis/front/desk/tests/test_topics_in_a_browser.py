"""Topics in a browser: a run followed without and with scripts, its map corrected, then read by everybody."""

import pytest
from playwright.sync_api import expect

from parvis.testing.browser import NARROW, PHONE, axe_violations, overflowing, photograph
from parvis.understanding.domain.ask_analysis import ask_analysis
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.models import Analysis
from parvis.understanding.queries import topics_of
from parvis.understanding.tests.runs import town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_topics_are_asked_for_followed_corrected_published_and_read(
    page_of, new_page, organiser, live_server
) -> None:
    place = town()
    organiser.consultation = place
    organiser.save()
    base = f"{live_server.url}/desk/consultations/{place.pk}/analyses/"
    ask_analysis(actor=organiser.participant, consultation=place, topics=3)
    made = Analysis.objects.get()

    desk = page_of()
    desk.goto(base)
    expect(desk.get_by_role("progressbar")).to_be_visible()
    looked_at(desk, "desk-analyses-running")
    run_analysis(analysis=made)
    desk.get_by_role("link", name="See what came out").click()
    expect(desk.get_by_role("heading", name="The whole consultation", level=1)).to_be_visible()
    looked_at(desk, "desk-analysis")
    first = topics_of(made)[0]
    desk.goto(f"{base}{made.pk}/topics/{first.pk}/")
    desk.get_by_label("Title", exact=True).fill("School and its meals")
    desk.get_by_role("button", name="Give this title").click()
    expect(desk.get_by_role("heading", name="School and its meals", level=1)).to_be_visible()
    looked_at(desk, "desk-topic")
    desk.goto(f"{base}{made.pk}/")
    desk.get_by_role("button", name="Publish the topics").click()
    expect(desk.get_by_role("button", name="Take it back")).to_be_visible()

    for options in ({"size": PHONE}, {"size": NARROW, "scripts": True}, {"locale": "en"}):
        page = new_page(**options)
        page.goto(f"{live_server.url}/consultations/{place.slug}/topics/")
        looked_at(page, "topics")
        page.get_by_role("link", name="School and its meals").click()
        expect(page.get_by_role("heading", name="School and its meals", level=1)).to_be_visible()
        looked_at(page, "topic")
