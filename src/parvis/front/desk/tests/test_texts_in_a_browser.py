"""The pages by which a text is put to consultation, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.testing.browser import NARROW, faults, photograph
from parvis.texts.tests.factories import drafted, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_hold(page_of, live_server: LiveServer, organiser) -> None:
    published(organiser.consultation)
    draft = drafted(organiser.consultation)
    pk = organiser.consultation.pk
    pages = {
        "texts": reverse("desk:texts", kwargs={"pk": pk}),
        "cut": reverse("desk:cut_text", kwargs={"pk": pk, "text_pk": draft.pk}),
    }
    page = page_of(size=NARROW)
    for name, url in pages.items():
        page.goto(live_server.url + url)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, f"desk-{name}")
        assert (name, faults(page)) == (name, [])
