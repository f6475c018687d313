"""The portal, a follow-up and the manual in a browser: narrow in French, wide in English."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from parvis.consultations.tests.factories import ConsultationFactory, PhaseFactory
from parvis.pages.tests.factories import home_page
from parvis.portal.domain.lay_portal import lay_portal
from parvis.testing.browser import DESK, PHONE, NewPage, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses() -> dict[str, str]:
    """Each page, by the name of its picture."""
    lay_portal(home=home_page())
    ConsultationFactory(slug="markets")
    PhaseFactory(consultation=ConsultationFactory(slug="over"), past=True)
    return {
        "methods": "methods/",
        "choose": "methods/choose/?openness=ways",
        "good-practice": "good-practice/",
        "directory": "consultations/",
        "follow-up": "consultations/over/follow-up/",
        "manual": "manual/",
        "manual-chapter": "manual/choose-a-template/",
    }


def look(page: Page, name: str) -> None:
    photograph(page, name)
    assert (name, axe_violations(page)) == (name, [])
    assert (name, overflowing(page)) == (name, [])


@pytest.mark.parametrize(("size", "prefix"), [(PHONE, "/"), (DESK, "/en/")])
def test_one_reads_the_portal_from_the_catalogue_to_a_comparison(
    new_page: NewPage, live_server: LiveServer, addresses: dict[str, str], size, prefix: str
) -> None:
    page = new_page(size=size)
    for name, address in addresses.items():
        page.goto(f"{live_server.url}{prefix}{address}")
        look(page, f"portal-{name}-{size[0]}")

    page.goto(f"{live_server.url}{prefix}methods/")
    page.locator("main h2 a, main h3 a").first.click()
    look(page, f"portal-method-{size[0]}")
    page.go_back()
    for box in page.locator("main input[name=method]").all()[:2]:
        box.check()
    page.locator("main form:has(input[name=method]) button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"method=.+&method="))
    columns = [box.bounding_box() for box in page.locator(".compared thead th").all()]
    assert len({round(box["width"]) for box in columns if box}) == 1
    assert all(box and box["x"] + box["width"] <= size[0] for box in columns), "both are seen at once"
    look(page, f"portal-compare-{size[0]}")
