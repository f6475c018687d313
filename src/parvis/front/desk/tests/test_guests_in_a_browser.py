"""A flood of texts of guests, refused by phone and by keyboard, with and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.tests.factories import WaitingTextFactory
from parvis.contributions.waiting import WaitingText
from parvis.testing.browser import NARROW, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_flood_is_refused_by_pages(page_of, live_server, organiser, monkeypatch) -> None:
    monkeypatch.setattr("parvis.moderation.waiting_texts.MOST", 3)
    kind = KindFactory(consultation=organiser.consultation)
    WaitingTextFactory(
        kind=kind, title="A fountain on the square, where children and the old wait for the bus"
    )
    WaitingTextFactory.create_batch(4, kind=kind, title="", text="https://shoes.example/ " * 5)
    page = page_of(size=NARROW)

    def look(name: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        photograph(page, name)
        assert (name, faults(page)) == (name, [])

    page.goto(live_server.url + reverse("desk:guests", args=[organiser.consultation.pk]))
    look("desk-guests")
    page.get_by_label("Reason").select_option("advertising")
    page.get_by_role("button", name="Do not publish them").press("Enter")
    expect(page.get_by_text("Choose texts that still wait.")).to_be_visible()
    look("desk-guests-again")
    page.get_by_role("link", name="Tick every text of this page").press("Enter")
    page.get_by_label("Choose: A fountain").uncheck()
    page.get_by_label("Reason").select_option("advertising")
    page.get_by_role("button", name="Do not publish them").press("Enter")
    expect(page.get_by_text("2 texts are not published.")).to_be_visible()
    assert sorted(WaitingText.objects.values_list("state", flat=True)) == ["refused"] * 2 + ["waiting"] * 3
    page.reload()  # without the message, which Wagtail fades in
    look("desk-guests-after")


def test_a_flood_is_refused_without_scripts(page_of, live_server, organiser) -> None:
    WaitingTextFactory.create_batch(3, kind=KindFactory(consultation=organiser.consultation))
    page = page_of(scripts=False)
    page.goto(live_server.url + reverse("desk:guests", args=[organiser.consultation.pk]) + "?all")
    page.get_by_label("Reason").select_option("advertising")
    page.get_by_role("button", name="Do not publish them").click()
    page.wait_for_url("**/guests/")
    assert set(WaitingText.objects.values_list("state", flat=True)) == {"refused"}
