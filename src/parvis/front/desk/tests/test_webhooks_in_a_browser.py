"""An address is added from the page of a consultation, its secret is read, a test is asked for."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.opendata.models import Webhook
from parvis.testing.browser import DESK, PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, name: str) -> None:
    photograph(page, f"desk-{name}")
    assert (name, axe_violations(page), overflowing(page)) == (name, [], [])


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_address_is_added_and_tried(size, page_of, live_server, organiser) -> None:
    page = page_of(size=size)
    page.goto(live_server.url + reverse("desk:consultation", args=[organiser.consultation.pk]))
    page.get_by_role("link", name="Webhooks", exact=True).press("Enter")
    page.get_by_label("Address that is told").fill("https://crm.example.org/told")
    page.get_by_label("an official answer is published").check()
    look(page, f"webhooks-{size[0]}")
    page.get_by_role("button", name="Add, and show its secret").press("Enter")
    expect(page.get_by_text("whsec_")).to_be_visible()
    look(page, f"webhook-secret-{size[0]}")
    page.get_by_role("button", name="Send a test").press("Enter")
    expect(page.get_by_text("A test is on its way")).to_be_visible()
    expect(page.get_by_text("whsec_")).to_have_count(0)
    expect(page.get_by_role("row", name="A test, asked for at the desk")).to_be_visible()
    look(page, f"webhook-{size[0]}")

    assert Webhook.objects.get().events == ["answer.published"]
