"""Merging by phone and by keyboard, and the pages that readers then see."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.testing.browser import PHONE, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everybody_can_merge_and_read_merged_texts(page_of, live_server, organiser) -> None:
    consultation = organiser.consultation
    ballot = BallotFactory(phase=PhaseFactory(consultation=consultation, title="The vote"))
    PhaseActionFactory(phase=ballot.phase, kind=ballot.kind, argue=True)
    bridge = item_of(ballot, title="A footbridge over the river", text="At the end of the market street.")
    path = item_of(ballot, title="A footbridge over our river", text="So that children walk to school.")
    item_of(ballot, title="A bench by the school")
    voter = ParticipantFactory()
    for item in (bridge, path):
        cast(actor=voter, ballot=ballot, contribution=item, choice=1)
        ArgumentFactory(contribution=item, text=f"It would shorten the way ({item.pk}).")
    page = page_of(size=PHONE)

    def look(name: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        photograph(page, name)
        assert (name, faults(page)) == (name, [])

    page.goto(live_server.url + reverse("desk:contributions", args=[consultation.pk]))
    page.get_by_label("Choose: A footbridge over the river").check()
    look("desk-contributions")
    page.get_by_role("button", name="Merge the texts chosen").click()
    page.get_by_label("A footbridge over our river").first.check()
    page.get_by_label("Common title").fill("A footbridge for everybody")
    page.get_by_label("Common text").fill("From the market to the school, over the river.")
    look("desk-merge")
    page.get_by_label("Reason").fill("Both ask for the same footbridge.")
    page.get_by_role("button", name="Merge these texts").click()
    expect(page.get_by_text("Each author is told by e-mail").first).to_be_visible()
    for name, address in (
        ("desk-merged", reverse("desk:contribution", args=[consultation.pk, bridge.pk])),
        ("merges", reverse("desk:merges", args=[consultation.pk])),
        ("common", f"/en/contributions/{bridge.pk}/"),
        ("merged-into", f"/en/contributions/{path.pk}/"),
        ("list", f"/en/consultations/{consultation.slug}/contributions/"),
    ):
        page.goto(live_server.url + address)
        look(name)
