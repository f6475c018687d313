"""What participatory budgets fund."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis import tally
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.tests.elections import ballots

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed):
    rng = np.random.default_rng(seed)
    people, items = rng.integers(1, 12), rng.integers(1, 7)
    chosen = np.where(rng.random((people, items)) < 0.5, 1, -9)
    costs = rng.integers(1, 30, items)
    return chosen, costs, int(rng.integers(0, costs.sum() + 5))


def two_districts():
    """Six people want A and B at 50, four want C at 40, of a budget of 100."""
    return ballots([[1, 1, -9]] * 6 + [[-9, -9, 1]] * 4), [50, 50, 40], 100


def test_the_greedy_budget_serves_the_majority_only():
    found = tally.greedy(*two_districts())
    assert (found.funded, found.spent, found.left) == ((0, 1), 100, 0)
    assert found.people.tolist() == [6, 6, 4]


def test_equal_shares_leaves_each_district_its_part():
    found = tally.equal_shares(*two_districts(), complete=False)
    assert (found.funded, found.spent, found.share) == ((0, 2), 90, 10)
    assert found.payment.tolist() == pytest.approx([50 / 6, 0, 10])
    assert found.ties == ((0, 1),)


def test_purses_are_raised_until_something_more_is_affordable():
    """At 10 each, two people cannot pay 22; at 11 each they can, and the whole still fits in 60."""
    cast = ballots([[1, -9]] * 4 + [[-9, 1]] * 2)
    plain = tally.equal_shares(cast, [30, 22], 60, complete=False)
    raised = tally.equal_shares(cast, [30, 22], 60)
    assert (plain.funded, plain.left) == ((0,), 30)
    assert (raised.funded, raised.completed, raised.rounds) == ((0, 1), (), 10)
    assert raised.share == pytest.approx(11)


def test_completion_goes_by_votes_when_purses_stay_too_small():
    cast = ballots([[1, -9]] * 9 + [[-9, 1]])
    found = tally.equal_shares(cast, [50, 50], 100, most_rounds=5)
    assert (found.funded, found.completed, found.rounds, found.left) == ((0, 1), (1,), 5, 0)


def test_an_item_that_does_not_fit_is_passed_over():
    found = tally.greedy(ballots([[1, 1, 1], [1, 1, -9], [1, -9, -9]]), [80, 30, 20], 100)
    assert (found.funded, found.left) == ((0, 2), 0)


def test_equal_votes_and_costs_that_cannot_all_be_funded_are_told():
    found = tally.greedy(ballots([[1, 1, 1]]), [10, 10, 5], 15)
    assert (found.funded, found.ties) == ((2, 0), ((0, 1),))


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_nothing_exceeds_the_budget_and_nothing_affordable_with_votes_is_left_out(seed):
    chosen, costs, budget = drawn(seed)
    cast = ballots(chosen)
    for found in (tally.greedy(cast, costs, budget), tally.equal_shares(cast, costs, budget, most_rounds=20)):
        wanted = set(np.flatnonzero(found.people > 0).tolist())
        assert found.spent == costs[list(found.funded)].sum() <= budget
        assert all(costs[item] > found.left for item in wanted - set(found.funded))
        assert set(found.funded) <= wanted


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_without_ties_neither_voters_nor_items_need_be_in_any_order(seed):
    chosen, costs, budget = drawn(seed)
    rng = np.random.default_rng(seed)
    people, turned = rng.permutation(len(chosen)), rng.permutation(len(costs))
    for method in (tally.greedy, lambda *given: tally.equal_shares(*given, most_rounds=20)):
        before = method(ballots(chosen), costs, budget)
        after = method(ballots(chosen[people][:, turned]), costs[turned], budget)
        unequal = len(set(zip(before.people.tolist(), costs.tolist(), strict=True))) == len(costs)
        if unequal:
            assert {int(turned[item]) for item in after.funded} == set(before.funded)


@given(SEEDS)
@settings(max_examples=60, deadline=None)
def test_supporters_pay_the_whole_cost_and_no_more_than_their_share(seed):
    chosen, costs, budget = drawn(seed)
    found = tally.equal_shares(ballots(chosen), costs, budget, complete=False)
    purse = np.full(len(chosen), found.share)
    for item in found.funded:
        paid = np.minimum(purse, found.payment[item]) * (chosen[:, item] == 1)
        assert paid.sum() == pytest.approx(costs[item], rel=1e-6)
        purse -= paid
    assert (purse > -1e-9).all()


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 12))
def test_a_group_that_agrees_gets_its_part_whatever_the_others_do(group, others, seats):
    """Extended justified representation: the part of the people is the part of the seats, rounded down."""
    items = 2 * seats
    chosen = np.full((group + others, items), -9)
    chosen[:group, :seats] = 1
    chosen[group:, seats:] = 1
    found = tally.equal_shares(ballots(chosen), [1] * items, seats, complete=False)
    owed = seats * group // (group + others)
    assert sum(item < seats for item in found.funded) >= owed


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unequal_lengths", {"costs": [1]}),
        ("out_of_range", {"costs": [0, 1]}),
        ("not_whole", {"costs": [1.5, 1]}),
        ("out_of_range", {"budget": -1}),
        ("unknown_utility", {"utility": "fame"}),
        ("out_of_range", {"step": 0}),
        ("out_of_range", {"step": float("nan")}),
        ("not_numbers", {"budget": "much"}),
    ],
)
def test_what_cannot_be_funded_is_refused_by_name(code, change):
    given_one = {"costs": [1, 2], "budget": 5, **change}
    with pytest.raises(AnalysisError) as refused:
        tally.equal_shares(ballots([[1, 1]]), **given_one)
    assert refused.value.code == code
