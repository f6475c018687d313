"""Commitments in a browser: read by everybody, narrow and wide; their desk on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.tests.factories import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MilestoneFactory,
)
from parvis.testing.browser import PHONE, axe_violations, overflowing, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def looked_at(page, name: str) -> None:
    photograph(page, f"{name}-{page.viewport_size['width']}")
    assert (axe_violations(page), overflowing(page)) == ([], [])


def test_commitments_are_read_and_their_news_told_on_a_phone(page_of, new_page, organiser, live_server):
    place, today = organiser.consultation, timezone.localdate()
    text = ContributionFactory(kind__consultation=place, title="Un banc devant l’école du canal")
    held = CommitmentFactory(
        consultation=place, title="Un banc tous les deux cents mètres", late=True, answers=[text]
    )
    MilestoneFactory(commitment=held, title="Le marché est signé", done=True, due_on=today - timedelta(40))
    MilestoneFactory(commitment=held, title="Les bancs sont posés", due_on=today - timedelta(12))
    CommitmentUpdateFactory(commitment=held, text="Le fournisseur est en retard.")
    CommitmentFactory(consultation=place, title="Une fontaine au pont", done=True)

    for options in ({"size": PHONE}, {}):
        page = new_page(**options)
        for name in ("follow-up/", "follow-up/1/"):
            page.goto(f"{live_server.url}/consultations/{place.slug}/{name}")
            looked_at(page, name.strip("/").replace("/", "-"))
        expect(page.get_by_role("img", name="étapes faites")).to_be_visible()
        page.goto(f"{live_server.url}/follow-up/")
        looked_at(page, "commitments")

    desk = page_of(size=PHONE)
    for name in ("", "new/", "1/"):
        desk.goto(f"{live_server.url}/desk/consultations/{place.pk}/commitments/{name}")
        looked_at(desk, f"desk-commitments-{name.strip('/')}")
    desk.goto(f"{live_server.url}/desk/consultations/{place.pk}/contributions/answer/")
    looked_at(desk, "desk-answer-many")
