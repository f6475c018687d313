"""Votes at a level that few people have are told without it, among those of others."""

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.domain.fold import fold
from parvis.ballots.models import Vote
from parvis.ballots.small_levels import told_together
from parvis.ballots.tests.factories import BallotFactory, VoteFactory, item_of
from parvis.ballots.totals import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot():
    return BallotFactory()


def vote(ballot, count, *, level, item=None, **fields):
    item = item or item_of(ballot)
    people = [ParticipantFactory() for _number in range(count)]
    for person in people:
        VoteFactory(ballot=ballot, contribution=item, voter=person, identity_level=level, **fields)
    return {person.pk for person in people}


@pytest.mark.parametrize(("count", "total"), [(1, 10), (4, 10), (5, 0), (0, 0)])
def test_from_one_to_four_people_of_a_level_are_told_among_ten(ballot, count, total):
    item = item_of(ballot)
    vote(ballot, 40, level=1, item=item)
    few = vote(ballot, count, level=3, item=item)
    together = told_together(ballot)
    assert len(together) == total
    assert not together or few < set(together)
    assert told_together(ballot) == together


def test_few_people_of_several_levels_are_told_with_five_others(ballot):
    item = item_of(ballot)
    vote(ballot, 40, level=1, item=item)
    few = vote(ballot, 4, level=2, item=item) | vote(ballot, 4, level=3, item=item)
    together = set(told_together(ballot))
    assert (few < together, len(together)) == (True, 13)


def test_where_everybody_is_few_all_are_told_together(ballot):
    few = vote(ballot, 3, level=1)
    assert set(told_together(ballot)) == few


def test_totals_are_the_same_with_fewer_levels(ballot):
    item = item_of(ballot)
    vote(ballot, 40, level=1, item=item)
    vote(ballot, 2, level=3, item=item)
    fold()
    split = rows_of(ballot, is_split=True)
    assert {row["level"]: row["count"] for row in split} == {None: 10, 1: 32}
    assert [row["count"] for row in rows_of(ballot, is_split=False)] == [42]


def test_whoever_votes_on_several_items_is_told_together_on_each(ballot):
    items = [item_of(ballot) for _number in range(3)]
    vote(ballot, 40, level=1, item=items[0])
    rare = ParticipantFactory()
    for item in items:
        VoteFactory(ballot=ballot, contribution=item, voter=rare, identity_level=3)
    fold()
    assert rare.pk in told_together(ballot)
    assert 3 not in {row["level"] for row in rows_of(ballot, is_split=True)}
    assert Vote.objects.filter(voter=rare, is_live=True).count() == 3
