"""The start of a consultation, on a phone and at a desk, with and without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from parvis.conduct.tests.factories import sound
from parvis.consultations.domain.appoint import allow_creation
from parvis.consultations.models import ConsultationPage
from parvis.testing.browser import DESK, PHONE, axe_violations, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_can_use_the_pages_of_a_start(page_of, live_server, organiser, language) -> None:
    allow_creation(person=organiser.participant)
    profile = UserProfile.get_for_user(organiser.participant)
    profile.preferred_language = language
    profile.save(update_fields=["preferred_language"])
    source = sound(organiser.consultation)
    page = page_of(size=PHONE)
    addresses = {
        "ways": reverse("desk:new"),
        "begin-budget": reverse("desk:begin", args=["budget"]),
        "begin-environment": reverse("desk:begin", args=["environment"]),
        "again": reverse("desk:again", args=[source.pk]),
        "led": reverse("desk:consultation", args=[source.pk]),
    }
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        photograph(page, f"{name}-{language}")
        assert (name, faults(page)) == (name, [])


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, True), (DESK, False)])
def test_dates_that_the_law_refuses_are_mended(page_of, live_server, organiser, size, scripts) -> None:
    """Without scripts, Wagtail's own menu covers a phone: the desk is then used on a wider screen."""
    allow_creation(person=organiser.participant)
    page = page_of(size=size, scripts=scripts)
    page.goto(live_server.url + reverse("desk:begin", args=["environment"]))
    first = timezone.localdate() + timedelta(days=2)

    page.get_by_label("Question asked").fill("What do you think of the order?")
    page.get_by_label("First day").fill(first.isoformat())
    page.get_by_label("Last day to take part").fill((first + timedelta(days=5)).isoformat())
    page.get_by_role("button", name="See the days again").click()
    expect(page.get_by_role("alert").get_by_text("people have 21 whole days at least")).to_be_visible()
    expect(page.get_by_label("Question asked")).to_have_value("What do you think of the order?")
    photograph(page, f"begin-refused-{scripts}")
    if scripts:  # axe is one
        assert axe_violations(page) == []

    page.get_by_label("Last day to take part").fill("")
    page.get_by_role("button", name="See the days again").click()
    expect(page.get_by_text("people have 21 whole days at least")).to_have_count(0)
    expect(page.locator(".desk-slots li")).to_have_count(3)


def test_a_past_consultation_starts_again_by_the_keyboard(page_of, live_server, organiser) -> None:
    allow_creation(person=organiser.participant)
    source = sound(organiser.consultation)
    page = page_of(size=PHONE)
    page.goto(live_server.url + reverse("desk:consultation", args=[source.pk]))

    page.get_by_role("link", name="Start again from this one").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Question asked").fill("And next year?")
    page.get_by_label("Question asked").press("Enter")

    expect(page.get_by_role("heading", name="Rules kept")).to_be_visible()
    assert not ConsultationPage.objects.get(title="And next year?").live
