"""Groups of opinion in a browser: asked for, named and published without a script, then read by everybody."""

import pytest
from playwright.sync_api import expect

from parvis.testing.browser import NARROW, PHONE, axe_violations, overflowing, photograph
from parvis.understanding.domain.run_analysis import run_analysis
from parvis.understanding.models import Analysis
from parvis.understanding.tests.ballots import divided

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_groups_are_asked_for_named_published_and_read(page_of, new_page, organiser, live_server) -> None:
    ballot = divided(120)
    place = ballot.phase.consultation
    organiser.consultation = place
    organiser.save()
    base = f"{live_server.url}/desk/consultations/{place.pk}/analyses/"

    desk = page_of()
    desk.goto(base)
    desk.get_by_role("button", name="Look for groups").click()
    expect(desk.get_by_role("progressbar")).to_be_visible()
    run_analysis(analysis=Analysis.objects.get())
    desk.get_by_role("link", name="See what came out").click()
    expect(desk.get_by_role("heading", name="Statements")).to_be_visible()
    looked_at(desk, "desk-opinion-groups")
    desk.get_by_label("Name of group A").fill("Those who walk")
    desk.get_by_role("button", name="Name it – Group A").click()
    desk.get_by_role("button", name="Publish what came out").click()
    expect(desk.get_by_role("button", name="Take it back")).to_be_visible()

    for prefix, options in (("", {"size": PHONE}), ("", {"size": NARROW, "scripts": True}), ("/en", {})):
        page = new_page(**options)
        page.goto(f"{live_server.url}{prefix}/consultations/{place.slug}/opinion-groups/")
        looked_at(page, "opinion-groups")
    page.get_by_label("First group").select_option(index=1)
    page.get_by_label("Second group").select_option(index=0)
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("heading", name="What sets them apart")).to_be_visible()
