"""Results of the site against other implementations, on random votes that went through the database."""

import numpy as np
import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.analysis.tally.tests import second
from parvis.analysis.tally.tests.test_second_opinion import other_budget
from parvis.ballots.domain.best import best
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.compare import compare
from parvis.ballots.domain.count_outcome import count_endings, count_outcome, count_under_way
from parvis.ballots.models import Outcome
from parvis.ballots.tests.factories import BallotFactory, close, items_of
from parvis.contributions.enums import State

pytestmark = pytest.mark.django_db
ELECTIONS, PEOPLE, ITEMS = 3, 7, 4
COSTS = (300, 400, 500, 200)


def voted(ballot, matrix, *, costs=()):
    """Items of the ballot, on which each line of the matrix is somebody's paper; -9 is no answer."""
    items = items_of(ballot, matrix.shape[1], costs=costs)
    for row in matrix.tolist():
        choices = {item.pk: value for item, value in zip(items, row, strict=True) if value != -9}
        cast_paper(actor=ParticipantFactory(), ballot=ballot, choices=choices)
    close(ballot)
    return items


def result(ballot):
    outcome = count_outcome(ballot=ballot)
    outcome.refresh_from_db()
    lines = {line["item"]: line for line in outcome.figures["lines"]}
    return lines, outcome.figures["facts"]


def firsts(lines, items, name="rank"):
    return [at for at, item in enumerate(items) if lines[item.pk][name] == 1]


@pytest.mark.parametrize("seed", range(ELECTIONS))
def test_three_ways_of_counting_ranks(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.permuted(np.tile(np.arange(1, ITEMS + 1), (PEOPLE, 1)), axis=1)
    ballot = BallotFactory(ranking=True, ballot_limit=ITEMS)
    items = voted(ballot, matrix)
    lines, facts = result(ballot)
    other = second.profile_with_ties(matrix)
    beat_path = second.beat_path_Floyd_Warshall(other, strength_function=other.support)
    assert firsts(lines, items, "schulze") == beat_path
    assert firsts(lines, items, "borda") == second.borda_for_profile_with_ties(other)
    assert firsts(lines, items, "runoff") == second.instant_runoff(second.profile(matrix))
    assert facts["voters"] == PEOPLE
    assert facts["winners"]["schulze"] == [items[at].pk for at in beat_path]


@pytest.mark.parametrize("seed", range(ELECTIONS))
def test_grades_in_figures_and_in_words(seed):
    matrix = np.random.default_rng(seed).integers(0, 6, (PEOPLE, ITEMS))
    figures, judgment = BallotFactory(grade=True), BallotFactory(judgment=True)
    items, judged = voted(figures, matrix), voted(judgment, matrix)
    lines, _facts = result(figures)
    assert [lines[item.pk]["mean"] for item in items] == matrix.mean(axis=0).round(6).tolist()
    assert [lines[item.pk]["median"] for item in items] == np.median(matrix, axis=0).tolist()
    assert [sum(lines[item.pk]["spread"]) for item in items] == [PEOPLE] * ITEMS
    best_ones = second.majority_judgement(second.grade_profile(matrix, range(6)))
    assert set(firsts(result(judgment)[0], judged)) <= set(best_ones)


@pytest.mark.parametrize("seed", range(ELECTIONS))
def test_points_and_approval(seed):
    matrix = np.random.default_rng(seed).integers(0, 3, (PEOPLE, ITEMS))
    points = BallotFactory(points=True, ballot_limit=8)
    items = voted(points, np.where(matrix, matrix, -9))
    lines, facts = result(points)
    assert [lines[item.pk]["total"] for item in items if item.pk in lines] == [
        total for total in matrix.sum(axis=0).tolist() if total
    ]
    assert facts["unspent"] == 8 * facts["voters"] - matrix.sum()
    approval = BallotFactory(approval=True, ballot_limit=ITEMS)
    ticked = voted(approval, np.where(matrix == 1, 1, -9))
    assert {item.pk: n for item, n in zip(ticked, (matrix == 1).sum(axis=0).tolist(), strict=True) if n} == {
        pk: line["people"] for pk, line in result(approval)[0].items()
    }


@pytest.mark.parametrize("seed", range(ELECTIONS))
def test_budgets_by_votes_and_by_equal_shares(seed):
    from pabutools.election import Cost_Sat
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

    from parvis.analysis.tally.tests.test_second_opinion import LISTED

    rng = np.random.default_rng(seed)
    chosen = np.array([rng.permutation([1, 1, -9, -9]) for _ in range(PEOPLE)])
    ballot = BallotFactory(budget=True)
    items = voted(ballot, chosen, costs=COSTS)
    lines, facts = result(ballot)
    other = other_budget(chosen == 1, COSTS, 1000)
    voted_on = (chosen == 1).any(axis=0)
    greedy = {int(one.name) for one in greedy_utilitarian_welfare(*other, Cost_Sat, tie_breaking=LISTED)}
    found = {at for at, item in enumerate(items) if item.pk in lines and lines[item.pk]["greedy"]}
    assert found == {at for at in greedy if voted_on[at]}
    shares = {int(one.name) for one in method_of_equal_shares(*other, Cost_Sat, tie_breaking=LISTED)}
    assert shares <= {at for at, item in enumerate(items) if item.pk in lines and lines[item.pk]["shares"]}
    assert facts["spent"]["greedy"] == sum(COSTS[at] for at in found) <= 1000


def test_pairs_have_the_strengths_of_another_implementation():
    import choix

    rng, ballot = np.random.default_rng(1), BallotFactory(pairs=True)
    items = items_of(ballot, 3)
    wins = np.zeros((4, 4))
    for _ in range(8):
        one, other = rng.choice(3, 2, replace=False)
        compare(actor=ParticipantFactory(), ballot=ballot, better=items[one].pk, worse=items[other].pk)
        wins[one, other] += 1
    wins[3, :3] = wins[:3, 3] = 1
    strength = choix.ilsr_pairwise_dense(wins)[:3]
    chance = 1 / (1 + np.exp(strength[None, :] - strength[:, None]))
    close(ballot)
    lines, facts = result(ballot)
    expected = (chance.sum(axis=1) - 0.5) / 2
    assert [lines[item.pk]["score"] for item in items] == pytest.approx(expected.tolist(), abs=1e-5)
    assert (facts["answers"], facts["voters"]) == (8, 8)


def test_the_n_best_are_those_that_the_result_ranks():
    ballot = BallotFactory(points=True)
    items = voted(ballot, np.array([[1, 6, -9], [2, 3, 5], [1, -9, 5]]))
    assert best(ballot=ballot, limit=2) == [items[2].pk, items[1].pk]


def test_who_took_part_is_told_apart_by_level_and_origin_and_the_result_waits_for_the_end():
    ballot = BallotFactory(points=True)
    (item,) = items_of(ballot, 1)
    for level, origin in ((1, "web"), (2, "web"), (2, "event")):
        voter = ParticipantFactory(identity_level=level)
        cast(actor=voter, ballot=ballot, contribution=item, choice=1, origin=origin)
    assert (count_under_way(), count_endings()) == (1, 0)
    running = Outcome.objects.get()
    assert (running.people, running.by_level, running.by_origin) == (
        3, {"1": 1, "2": 2}, {"web": 2, "event": 1},
    )  # fmt: skip
    assert (running.is_final, running.figures) == (False, {})
    close(ballot)
    assert (count_endings(), count_endings(), count_under_way()) == (1, 0, 0)
    assert Outcome.objects.get().figures["lines"][0]["total"] == 3


def test_a_hidden_item_is_in_no_result():
    ballot = BallotFactory(points=True)
    shown, hidden = voted(ballot, np.array([[1, 6]]))
    hidden.state = State.HIDDEN
    hidden.save()
    assert list(result(ballot)[0]) == [shown.pk]
