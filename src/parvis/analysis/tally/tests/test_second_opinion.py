"""Each method against another implementation, on 1,000 random elections each."""

from fractions import Fraction

import choix
import numpy as np
import pytest
from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, Instance, Project
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
from pabutools.tiebreaking import TieBreakingRule

from parvis.analysis import tally
from parvis.analysis.tally.tests import second
from parvis.analysis.tally.tests.elections import (
    ELECTIONS,
    ballots,
    complete_orders,
    graded,
    truncated_orders,
)
from parvis.analysis.tally.tests.second import grade_profile, profile, profile_with_ties


def first(rank):
    return np.flatnonzero(rank == 1).tolist()


@pytest.mark.parametrize(
    ("method", "scale", "low"),
    [
        (lambda cast: tally.for_mixed_against(cast).net, 3, -1),
        (lambda cast: tally.statements(cast).net, 3, -1),
        (lambda cast: tally.points(cast, each=100).total, 6, 0),
        (lambda cast: tally.grades(cast, scale=6).mean, 6, 0),
    ],
    ids=["for_mixed_against", "statements", "points", "grades"],
)
def test_sums_and_means_choose_the_items_that_score_voting_chooses(method, scale, low):
    for matrix in graded(1, scale, low=low):
        score = method(ballots(matrix))
        other = second.score_voting(grade_profile(matrix, list(range(low, low + scale))))
        assert np.flatnonzero(score == score.max()).tolist() == other


@pytest.mark.parametrize("method", [tally.support, tally.approval])
def test_support_and_approval_choose_the_items_that_approval_voting_chooses(method):
    for matrix in graded(2, 2):
        ours = method(ballots(np.where(matrix == 1, 1, -9)))
        assert first(ours.rank) == second.score_voting(grade_profile(matrix, [0, 1]))
        assert ours.people.tolist() == matrix.sum(axis=0).tolist()


def test_the_median_grade_is_that_of_numpy():
    for matrix in graded(3, 7):
        assert tally.grades(ballots(matrix), scale=7).median.tolist() == np.median(matrix, axis=0).tolist()


def test_majority_judgment_is_among_the_winners_by_majority_gauge_and_alone_when_they_are():
    """The other implementation stops at the gauge (median, then better or worse share); ours goes on."""
    for matrix in graded(4, 5):
        other = second.majority_judgement(grade_profile(matrix, list(range(5))))
        ours = first(tally.majority_judgment(ballots(matrix), scale=5).rank)
        assert set(ours) <= set(other)
        assert ours == other or len(other) > 1


def test_majority_judgment_ranks_as_taking_medians_away_one_by_one_does():
    def by_hand(column):
        left, seen = sorted(column), []
        while left:
            seen.append(left.pop((len(left) - 1) // 2))
        return seen

    for matrix in graded(5, 5):
        values = [by_hand(column) for column in matrix.T.tolist()]
        expected = [1 + sum(other > value for other in values) for value in values]
        assert tally.majority_judgment(ballots(matrix), scale=5).rank.tolist() == expected


def test_borda_scores_are_the_symmetric_ones_on_whole_and_truncated_ballots():
    for matrix in truncated_orders(6):
        ours, other = tally.borda(ballots(matrix)), profile_with_ties(matrix)
        margins = second.symmetric_borda_scores(other)
        offset = len(matrix) * (matrix.shape[1] - 1) / 2
        assert ours.score.tolist() == [margins[item] / 2 + offset for item in range(matrix.shape[1])]
        assert first(ours.rank) == second.borda_for_profile_with_ties(other)


@pytest.mark.parametrize("orders", [complete_orders, truncated_orders])
def test_schulze_winners_are_those_of_beat_path_by_winning_votes(orders):
    for matrix in orders(7):
        other = profile_with_ties(matrix)
        expected = second.beat_path_Floyd_Warshall(other, strength_function=other.support)
        assert first(tally.schulze(ballots(matrix)).rank) == expected


def test_instant_runoff_eliminates_equals_together_as_the_other_does():
    for matrix in complete_orders(8):
        assert list(tally.instant_runoff(ballots(matrix)).winners) == second.instant_runoff(profile(matrix))


def test_possible_winners_are_those_of_every_way_of_drawing_lots():
    for matrix in complete_orders(9):
        assert list(tally.possible_winners(ballots(matrix))) == second.instant_runoff_put(profile(matrix))


def budgets(seed, elections=ELECTIONS):
    rng = np.random.default_rng(seed)
    for _ in range(elections):
        people, items = rng.integers(1, 12), rng.integers(2, 8)
        chosen = rng.random((people, items)) < rng.uniform(0.2, 0.7)
        costs = rng.integers(1, 9, items)
        yield chosen, costs, int(rng.integers(1, costs.sum() + 2))


def other_budget(chosen, costs, budget):
    projects = [Project(f"{item:03}", int(cost)) for item, cost in enumerate(costs)]
    made = [ApprovalBallot({projects[item] for item in np.flatnonzero(row)}) for row in chosen]
    instance = Instance(projects, budget_limit=budget)
    return instance, ApprovalProfile(made, instance=instance)


# Equal items: the most voted, then the cheaper, then the first listed.
LISTED = TieBreakingRule(lambda _, voters, item: (-voters.approval_score(item), item.cost, item.name))


def numbers(allocation):
    return [int(project.name) for project in allocation]


def approvals(chosen):
    return ballots(np.where(chosen, 1, -9))


def test_the_greedy_budget_funds_what_the_other_funds():
    for chosen, costs, budget in budgets(10):
        other = greedy_utilitarian_welfare(
            *other_budget(chosen, costs, budget), Cost_Sat, tie_breaking=LISTED
        )
        supported = [item for item in numbers(other) if chosen[:, item].any()]
        assert list(tally.greedy(approvals(chosen), costs, budget).funded) == supported


@pytest.mark.parametrize(("utility", "other_utility"), [("cost", Cost_Sat), ("item", Cardinality_Sat)])
def test_equal_shares_buys_what_the_other_buys_in_exact_fractions(utility, other_utility):
    for chosen, costs, budget in budgets(11):
        other = method_of_equal_shares(
            *other_budget(chosen, costs, budget), other_utility, tie_breaking=LISTED
        )
        ours = tally.equal_shares(approvals(chosen), costs, budget, utility=utility, complete=False)
        assert list(ours.funded) == numbers(other)


def test_completed_equal_shares_buys_what_the_other_buys_with_growing_purses():
    for chosen, costs, budget in budgets(12):
        step = Fraction(budget, 5 * len(chosen))
        instance, voters = other_budget(chosen, costs, budget)
        other = method_of_equal_shares(
            instance, voters, Cost_Sat, tie_breaking=LISTED, voter_budget_increment=step
        )
        ours = tally.equal_shares(approvals(chosen), costs, budget, step=float(step))
        assert list(ours.funded[: len(ours.funded) - len(ours.completed)]) == numbers(other)


def test_pairs_have_the_strengths_of_luce_spectral_ranking_on_the_same_duels():
    """The prior is one duel won and one lost against an imaginary item, which the other plays for real."""
    rng = np.random.default_rng(13)
    for _ in range(ELECTIONS):
        items = int(rng.integers(2, 7))
        best = rng.integers(0, items, int(rng.integers(1, 40)))
        lost = (best + rng.integers(1, items, len(best))) % items
        ours = tally.bradley_terry(best, lost, items=items, prior=1).strength
        wins = np.zeros((items + 1, items + 1))
        np.add.at(wins, (best, lost), 1)
        wins[items, :items] = wins[:items, items] = 1
        other = choix.ilsr_pairwise_dense(wins)[:items]
        assert np.abs(ours - (other - other.mean())).max() < 1e-6
