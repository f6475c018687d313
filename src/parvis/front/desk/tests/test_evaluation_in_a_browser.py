"""What a team reads of the evaluation, wide and narrow."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from parvis.conduct.tests.factories import EvaluationFactory, closed_consultation
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.testing.browser import PHONE, faults, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_team_reads_figures_and_words(page_of, live_server, organiser) -> None:
    place = closed_consultation()
    TeamMemberFactory(consultation=place, participant=organiser.participant, role=Role.ORGANISER)
    EvaluationFactory.create_batch(5, consultation=place, words="Un peu court, mais clair.")
    page = page_of(size=PHONE)
    page.goto(live_server.url + reverse("desk:evaluation", args=[place.pk]))
    expect(page.get_by_text("5 people answered.")).to_be_visible()
    photograph(page, "evaluation-desk")
    assert faults(page) == []
