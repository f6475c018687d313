"""Withdrawing a vote."""

import pytest

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.enums import Choice
from parvis.ballots.models import Vote
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, folded, item_of

pytestmark = pytest.mark.django_db


def test_a_withdrawn_vote_no_longer_counts_and_leaves_its_trace():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    vote = cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    withdraw(actor=voter, ballot=ballot, contribution=item)
    vote.refresh_from_db()
    assert (vote.is_live, vote.ended_at is not None) == (False, True)
    fold()
    assert folded() == {}


def test_withdrawing_twice_or_without_a_vote_changes_nothing():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    withdraw(actor=voter, ballot=ballot, contribution=item)
    cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    withdraw(actor=voter, ballot=ballot, contribution=item)
    withdraw(actor=voter, ballot=ballot, contribution=item)
    fold()
    assert folded() == {}


def test_one_withdraws_ones_own_vote_alone():
    ballot = BallotFactory()
    vote = VoteFactory(ballot=ballot)
    withdraw(actor=ParticipantFactory(), ballot=ballot, contribution=vote.contribution)
    assert Vote.objects.filter(is_live=True).count() == 1


def test_a_closed_ballot_keeps_its_votes():
    vote = VoteFactory(ballot=BallotFactory(phase__past=True))
    with pytest.raises(Refused):
        withdraw(actor=vote.voter, ballot=vote.ballot, contribution=vote.contribution)
    assert Vote.objects.filter(is_live=True).count() == 1


def test_one_may_vote_again_after_withdrawing():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    for choice in (Choice.FOR, Choice.AGAINST):
        cast(actor=voter, ballot=ballot, contribution=item, choice=choice)
        withdraw(actor=voter, ballot=ballot, contribution=item)
    cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)
    fold()
    assert folded() == {(item.pk, 1): 1}
