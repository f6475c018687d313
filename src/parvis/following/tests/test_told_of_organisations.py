"""News of a text that an organisation signs go to whoever sent it, then to those who lead it."""

from datetime import timedelta

import pytest

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.queries import database_now
from parvis.contributions.domain.anonymise import anonymise
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.following.models import Milestone
from parvis.following.news.gather import gather
from parvis.following.tests.factories import DigestFactory
from parvis.organisations.domain import part
from parvis.organisations.models import Representative
from parvis.organisations.tests.factories import member_of, organisation
from parvis.restitution.tests.factories import AnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender() -> Representative:
    return member_of(organisation())


@pytest.fixture
def text(sender) -> Contribution:
    ballot = BallotFactory()
    made = ContributionFactory(kind=ballot.kind, organisation=sender.organisation, author=sender.participant)
    AnswerFactory(contribution=made)
    ArgumentFactory(contribution=made)
    Milestone.objects.create(ballot=ballot, contribution=made)
    return made


def own(*people: Participant) -> list[int]:
    """How many facts about their own acts each of them has to read."""
    digests = [DigestFactory(participant=person) for person in people]
    found = gather(digests, until=database_now() + timedelta(seconds=1))
    return [sum(line.is_own for line in found[person.pk]) for person in people]


def test_whoever_sent_it_is_told_as_long_as_they_act_for_it(sender, text) -> None:
    other = member_of(sender.organisation).participant
    assert own(sender.participant, sender.organisation.declared_by, other) == [3, 0, 0]


def test_once_they_were_removed_those_who_lead_it_are(sender, text) -> None:
    lead, other = sender.organisation.declared_by, member_of(sender.organisation).participant
    part.remove(actor=lead, representative=sender)
    assert own(sender.participant, lead, other) == [0, 3, 0]


def test_once_they_left_for_good_those_who_lead_it_are(sender, text) -> None:
    lead = sender.organisation.declared_by
    part.forget(actor=sender.participant)
    anonymise(author=sender.participant)
    assert own(lead) == [3]


def test_of_a_closed_one_whoever_sent_it_is(sender, text) -> None:
    lead = sender.organisation.declared_by
    part.close(actor=lead, organisation=sender.organisation)
    assert own(sender.participant, lead, ParticipantFactory()) == [3, 0, 0]
