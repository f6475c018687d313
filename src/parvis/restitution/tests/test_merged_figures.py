"""Merging texts changes no figure of a consultation, and a split neither."""

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.fold import fold
from parvis.ballots.tests.factories import BallotFactory, item_of
from parvis.consultations.tests.factories import TeamMemberFactory
from parvis.debate.tests.factories import ArgumentFactory
from parvis.moderation.domain.gather import gather, part
from parvis.restitution.domain.count import count_figures

pytestmark = pytest.mark.django_db


def test_every_text_every_vote_and_every_person_stays_in_the_figures():
    ballot = BallotFactory()
    consultation = ballot.phase.consultation
    one, other = item_of(ballot), item_of(ballot)
    voter = ParticipantFactory()
    for item in (one, other):
        cast(actor=voter, ballot=ballot, contribution=item, choice=1)
        ArgumentFactory(contribution=item)
    fold()
    before = count_figures(consultation=consultation)
    assert (before.contributions, before.votes, before.voters, before.arguments) == (2, 2, 1, 2)
    actor = TeamMemberFactory(consultation=consultation).participant
    merge = gather(actor=actor, kept=one, others=[other.pk], reason="The same.")
    assert count_figures(consultation=consultation) == before
    part(actor=actor, merge=merge, reason="Not the same.")
    assert count_figures(consultation=consultation) == before
