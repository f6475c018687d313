"""The n best, and the phase that takes them over."""

import pytest

from parvis.ballots.domain.best import best, carry_best
from parvis.ballots.domain.fold import fold
from parvis.ballots.ranking import ranking
from parvis.ballots.tests.factories import BallotFactory, TallyFactory, VoteFactory, item_of
from parvis.consultations.enums import Source
from parvis.consultations.tests.factories import PhaseFactory
from parvis.contributions.enums import State
from parvis.contributions.models import CarriedContribution

pytestmark = pytest.mark.django_db


def counted(ballot, **counts):
    item = item_of(ballot)
    for name, choice in (("in_favour", 1), ("mixed", 0), ("against", -1)):
        TallyFactory(ballot=ballot, contribution=item, choice=choice, count=counts.get(name, 0))
    return item


def test_items_are_ranked_by_net_then_by_people_for_and_equals_share_a_rank():
    ballot = BallotFactory()
    small = counted(ballot, in_favour=10)
    large = counted(ballot, in_favour=50, against=40, mixed=3)
    twins = [counted(ballot, in_favour=4) for _ in range(2)]
    last = counted(ballot, against=9)
    counted(ballot)
    rows = ranking(ballot, 10)
    assert [(row.rank, row.contribution) for row in rows] == [
        (1, large),
        (2, small),
        (3, twins[0]),
        (3, twins[1]),
        (5, last),
    ]
    assert [(row.net, row.people) for row in rows] == [(10, 93), (10, 10), (4, 4), (4, 4), (-9, 9)]
    assert ranking(ballot, 2) == rows[:2]


def test_imported_totals_rank_as_votes_do():
    ballot = BallotFactory(support=True)
    voted, imported = item_of(ballot), item_of(ballot)
    VoteFactory(ballot=ballot, contribution=voted)
    TallyFactory(ballot=ballot, contribution=imported, imported_count=3)
    fold()
    assert [row.contribution for row in ranking(ballot, 5)] == [imported, voted]


def test_an_item_that_is_not_public_is_not_ranked():
    ballot = BallotFactory()
    item = counted(ballot, in_favour=3)
    type(item).objects.filter(pk=item.pk).update(state=State.HIDDEN)
    assert ranking(ballot, 5) == []


def test_a_tie_across_the_limit_is_kept_whole_and_items_without_a_vote_are_left():
    ballot = BallotFactory()
    first = counted(ballot, in_favour=9)
    twins = [counted(ballot, in_favour=5) for _ in range(3)]
    counted(ballot)
    assert best(ballot=ballot, limit=2) == [first.pk, *(twin.pk for twin in twins)]
    assert best(ballot=ballot, limit=0) == []
    assert len(best(ballot=ballot, limit=99)) == 4


def next_phase(ballot, **fields):
    return PhaseFactory(
        consultation=ballot.phase.consultation,
        source=Source.BEST,
        source_phase=ballot.phase,
        source_count=1,
        **fields,
    )


def test_the_phase_that_starts_takes_the_best_once_votes_not_yet_folded_included():
    ballot = BallotFactory(phase__past=True)
    winner, other = item_of(ballot), item_of(ballot)
    for item in (winner, winner, other):
        VoteFactory(ballot=ballot, contribution=item)
    phase = next_phase(ballot)
    assert (carry_best(), carry_best()) == (1, 0)
    carried = CarriedContribution.objects.get(phase=phase)
    assert (carried.contribution, carried.rank) == (winner, 1)


def test_a_phase_to_come_takes_nothing_yet():
    ballot = BallotFactory()
    VoteFactory(ballot=ballot)
    next_phase(ballot, future=True)
    assert (carry_best(), CarriedContribution.objects.count()) == (0, 0)


def test_a_ranking_costs_three_queries(django_assert_num_queries):
    ballot = BallotFactory()
    for number in range(3):
        counted(ballot, in_favour=number + 1)
    for limit in (1, 3):
        with django_assert_num_queries(3):
            assert len(ranking(ballot, limit)) == limit
