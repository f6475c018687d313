"""Folding and recounting."""

import logging

import pytest

from parvis.ballots.domain.fold import fold
from parvis.ballots.domain.recount import Drift, recount
from parvis.ballots.models import Tally, TallyDelta
from parvis.ballots.tasks import fold_tallies, recount_tallies
from parvis.ballots.tests.factories import (
    BallotFactory,
    TallyFactory,
    VoteFactory,
    folded,
    item_of,
    recounted,
)

pytestmark = pytest.mark.django_db


def test_a_fold_adds_to_the_tally_and_leaves_imported_totals_alone():
    ballot = BallotFactory()
    item = item_of(ballot)
    TallyFactory(ballot=ballot, contribution=item, choice=1, count=4, imported_count=90)
    VoteFactory(ballot=ballot, contribution=item)
    assert fold() == 1
    tally = Tally.objects.get()
    assert (tally.count, tally.imported_count, TallyDelta.objects.count()) == (5, 90, 0)


def test_small_batches_fold_everything():
    ballot = BallotFactory()
    item = item_of(ballot)
    for _ in range(7):
        VoteFactory(ballot=ballot, contribution=item)
    assert fold(batch=2) == 7
    assert folded() == {(item.pk, 1): 7}


def test_a_recount_finds_nothing_while_deltas_wait():
    VoteFactory()
    assert recount() == ()
    fold()
    assert recount() == ()


@pytest.mark.parametrize("wrong_by", [-3, 5])
def test_a_wrong_tally_is_put_right_logged_and_returned(wrong_by, caplog):
    vote = VoteFactory()
    fold()
    Tally.objects.update(count=1 + wrong_by)
    with caplog.at_level(logging.ERROR):
        found = recount()
    assert found == (Drift(vote.ballot_id, vote.contribution_id, 1, -wrong_by),)
    assert folded() == recounted()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert recount() == ()


def test_a_missing_tally_is_made():
    VoteFactory()
    TallyDelta.objects.all().delete()
    assert [drift.amount for drift in recount()] == [1]
    assert folded() == recounted()


def test_votes_that_are_over_no_longer_count():
    vote = VoteFactory()
    fold()
    type(vote).objects.filter(pk=vote.pk).update(is_live=False)
    assert [drift.amount for drift in recount()] == [-1]
    assert folded() == {}


def test_the_jobs_do_the_same():
    VoteFactory()
    fold_tallies(0)
    Tally.objects.update(count=9)
    recount_tallies(0)
    assert folded() == recounted()
