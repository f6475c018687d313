"""Many votes at the same time, on real connections."""

import random

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.cast import cast, withdraw
from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import recount
from parvis.ballots.enums import Choice
from parvis.ballots.models import TallyDelta, Vote
from parvis.ballots.tests.factories import BallotFactory, folded, item_of, recounted
from parvis.ballots.tests.parallel import no_session_stays_open, together

pytestmark = pytest.mark.django_db(transaction=True)
CHOICES = (Choice.FOR, Choice.MIXED, Choice.AGAINST)
__all__ = ["no_session_stays_open"]


def test_h12_500_identical_parallel_votes_by_one_person_are_one_vote():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item = item_of(ballot)
    together([lambda: cast(actor=voter, ballot=ballot, contribution=item, choice=Choice.FOR)] * 500)
    assert list(Vote.objects.values_list("voter_id", "choice", "is_live")) == [(voter.pk, Choice.FOR, True)]
    fold()
    assert folded() == {(item.pk, Choice.FOR): 1}
    assert recount() == ()


def test_h12_500_parallel_votes_by_one_person_on_one_item_leave_one_live_row_and_a_right_tally():
    ballot, voter = BallotFactory(), ParticipantFactory()
    item, draw = item_of(ballot), random.Random(7)  # noqa: S311
    picks = [draw.choice(CHOICES) for _ in range(500)]
    together(
        lambda choice=choice: cast(actor=voter, ballot=ballot, contribution=item, choice=choice)
        for choice in picks
    )
    live = Vote.objects.get(is_live=True)
    fold()
    assert folded() == {(item.pk, live.choice): 1}
    assert Vote.objects.filter(is_live=False, ended_at=None).count() == 0
    assert recount() == ()


def test_votes_changes_and_withdrawals_of_many_leave_tallies_equal_to_the_live_rows():
    ballot = BallotFactory()
    items, voters = [item_of(ballot) for _ in range(3)], [ParticipantFactory() for _ in range(10)]
    draw = random.Random(11)  # noqa: S311

    def act(voter, item, choice):
        if choice is None:
            withdraw(actor=voter, ballot=ballot, contribution=item)
        else:
            cast(actor=voter, ballot=ballot, contribution=item, choice=choice)

    plans = [(draw.choice(voters), draw.choice(items), draw.choice([*CHOICES, None])) for _ in range(300)]
    together([*(lambda plan=plan: act(*plan) for plan in plans), *([fold] * 10), *([recount] * 3)])
    fold()
    assert folded() == recounted()
    assert recount() == ()


def test_folders_that_run_together_fold_each_delta_once():
    ballot = BallotFactory()
    items = [item_of(ballot) for _ in range(5)]
    TallyDelta.objects.bulk_create(
        TallyDelta(ballot=ballot, contribution=items[n % 5], choice=CHOICES[n % 3], amount=1)
        for n in range(3000)
    )
    taken = together([lambda: fold(batch=50)] * 8, threads=8)
    fold()
    assert TallyDelta.objects.count() == 0
    assert sum(taken) <= 3000
    assert folded() == {(item.pk, choice): 200 for item in items for choice in CHOICES}
