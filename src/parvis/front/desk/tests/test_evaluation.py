"""What a team reads of the evaluation: figures and words, without names."""

import pytest
from django.urls import reverse

from parvis.accounts.tests.factories import StaffFactory
from parvis.conduct.tests.factories import EvaluationFactory, closed_consultation
from parvis.consultations.enums import Role
from parvis.consultations.permissions import ROLES
from parvis.consultations.tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    return closed_consultation()


def address(place) -> str:
    return reverse("desk:evaluation", args=[place.pk])


def test_the_whole_team_reads_figures_who_reads_private_answers_the_words_and_nobody_else(desk, closed):
    EvaluationFactory.create_batch(4, consultation=closed)
    EvaluationFactory(consultation=closed, words="Un peu court.", participant__public_name="Anne Martin")
    for role in Role:
        member = TeamMemberFactory(consultation=closed, role=role, participant__language="en").participant
        read = desk(member).get(address(closed)).content.decode()
        reads_words = role in ROLES["read_private"]
        assert ("Un peu court." in read, "Anne Martin" in read) == (reads_words, False)
        assert "5 people answered." in read
    assert desk(StaffFactory()).get(address(closed)).status_code == 404


def test_words_wait_for_five_answers_as_figures_do(desk, closed):
    EvaluationFactory.create_batch(4, consultation=closed, words="Un peu court.")
    member = TeamMemberFactory(consultation=closed).participant
    assert "Un peu court." not in desk(member).get(address(closed)).content.decode()


def test_words_have_their_pages(desk, closed, monkeypatch):
    monkeypatch.setattr("parvis.conduct.evaluated.PAGE_SIZE", 3)
    for number in range(5):
        EvaluationFactory(consultation=closed, words=f"Mot {number}.")
    client = desk(TeamMemberFactory(consultation=closed, participant__language="en").participant)
    first = client.get(address(closed))
    second = client.get(first.context["next_url"])
    read = [page.content.decode() for page in (first, second)]
    assert [sum(f"Mot {number}." in one for number in range(5)) for one in read] == [3, 2]
    assert (second.context["first_url"], second.context["next_url"]) == (address(closed), "")


def test_the_page_of_rules_leads_to_it_once_it_is_over(desk, closed):
    client = desk(TeamMemberFactory(consultation=closed).participant)
    assert address(closed) in client.get(reverse("desk:rules", args=[closed.pk])).content.decode()
