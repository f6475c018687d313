"""A synthesis in a browser, without scripts: written in two columns, cited, published, read on a phone."""

import pytest
from playwright.sync_api import expect

from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.tests.synthesis_data import square
from parvis.testing.browser import NARROW, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUOTE = "un banc numéro 3 devant l’école"


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_a_synthesis_is_written_cited_published_and_read(page_of, new_page, organiser, live_server) -> None:
    place = square()
    for n in range(20):
        ContributionFactory(kind=place.texts[0].kind, title=f"Un arbre {n}", text="De l’ombre, l’été.")
    organiser.consultation = place.consultation
    organiser.save()
    base = f"{live_server.url}/desk/consultations/{place.consultation.pk}/synthesis/"

    desk = page_of()
    desk.goto(base)
    desk.get_by_label("Title of the section").fill("Benches and shade")
    desk.get_by_role("button", name="Add a section").click()
    desk.get_by_role("link", name="Add a finding").click()
    desk.get_by_label("What it states").fill("People ask for **benches** near the school.")
    looked_at(desk, "desk-finding")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_label("Words", exact=True).fill("numéro 3")
    desk.get_by_role("search", name="Search for sources").get_by_role("button").click()
    desk.get_by_label("Banc 3").check()
    desk.get_by_label("Quote, of one contribution").fill(QUOTE)
    desk.get_by_role("button", name="Cite what is ticked").first.click()
    expect(desk.get_by_text("1 source added.")).to_be_visible()
    expect(desk.locator("blockquote").get_by_text(QUOTE)).to_be_visible()
    looked_at(desk, "desk-synthesis")

    desk.get_by_role("link", name=f"Begin a finding – {place.topics[1].title}").click()
    desk.get_by_label("What it states").fill("Few people speak of the harbour.")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("button", name="Publish the synthesis").click()
    expect(desk.get_by_text("Published: everybody reads it")).to_be_visible()

    small = page_of(size=PHONE)
    small.goto(base)
    looked_at(small, "desk-synthesis")
    for options in ({"size": PHONE}, {"size": NARROW, "scripts": True}, {"locale": "en"}):
        page = new_page(**options)
        page.goto(f"{live_server.url}/consultations/{place.consultation.slug}/synthesis/")
        page.locator(".finding__sources summary").first.click()
        looked_at(page, "synthesis")
        page.locator(".finding__sources summary").nth(1).click()
        page.locator(".finding__sources").nth(1).get_by_role("link").last.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        looked_at(page, "synthesis-sources")
