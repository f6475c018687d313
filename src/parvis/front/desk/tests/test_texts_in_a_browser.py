"""The pages by which a text is put to consultation, in a browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from parvis.testing.browser import DESK, NARROW, axe_violations, overflowing, photograph
from parvis.texts.tests.factories import drafted, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [NARROW, DESK])
def test_pages_hold(page_of, live_server: LiveServer, organiser, size) -> None:
    published(organiser.consultation)
    draft = drafted(organiser.consultation)
    pk = organiser.consultation.pk
    pages = {
        "texts": reverse("desk:texts", kwargs={"pk": pk}),
        "cut": reverse("desk:cut_text", kwargs={"pk": pk, "text_pk": draft.pk}),
    }
    page = page_of(size=size)
    for name, url in pages.items():
        page.goto(live_server.url + url)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, f"desk-{name}-{size[0]}")
        assert (name, axe_violations(page)) == (name, [])
        assert (name, overflowing(page)) == (name, [])
