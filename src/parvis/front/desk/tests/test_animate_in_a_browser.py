"""From a phase that ends soon to a letter on its way and a banner above the question, wide and narrow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from parvis.consultations.tests.factories import PhaseFactory
from parvis.following.models import Letter
from parvis.following.tasks import carry_letters
from parvis.following.tests.factories import follower
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

PATIENCE = 120_000
"""Milliseconds for a page, on a machine that does much else."""
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, name)
    assert axe_violations(page) == []
    assert overflowing(page) == []


def test_an_organiser_tells_that_a_phase_ends_by_a_letter_and_a_banner(
    page_of, live_server, organiser
) -> None:
    place = organiser.consultation
    follower(place)
    now = timezone.now()
    PhaseFactory(
        consultation=place,
        title="Ideas for the square",
        starts_at=now - timedelta(days=9),
        ends_at=now + timedelta(days=2, hours=5),
    )
    page = page_of(size=PHONE)
    page.set_default_timeout(PATIENCE)
    page.goto(live_server.url + reverse("wagtailadmin_home"))
    looked_at(page, "animate-today")
    page.goto(live_server.url + reverse("desk:animate", args=[place.pk]))
    looked_at(page, "animate-board")

    page.get_by_role("link", name="Announce the end").click()
    expect(page.get_by_label("Announcement in English")).to_have_value(
        "Ideas for the square: 2 days left", timeout=PATIENCE
    )
    looked_at(page, "animate-announcement")
    page.get_by_role("button", name="Keep the announcement").click()

    page.get_by_role("link", name="Write a letter about it").click()
    expect(page.get_by_role("button", name="Keep it, and look at it")).to_be_visible(timeout=PATIENCE)
    looked_at(page, "animate-letter-form")
    page.get_by_role("button", name="Keep it, and look at it").click()
    expect(page.get_by_text("1 person would get it now.")).to_be_visible(timeout=PATIENCE)
    looked_at(page, "animate-letter")
    page.get_by_role("button", name="Send to these people").click()
    expect(page.get_by_text("Planned: you may cancel it until it leaves.")).to_be_visible(timeout=PATIENCE)
    carry_letters()
    page.reload()
    looked_at(page, "animate-letter-left")

    letter = Letter.objects.get()
    for name, args in (
        ("front:consultation", [place.slug]),
        ("front:home", []),
        ("front:letters", [place.slug]),
        ("front:letter", [place.slug, letter.pk]),
    ):
        page.goto(live_server.url + "/en" + reverse(name, args=args))
        looked_at(page, f"animate-public-{name[6:]}")
