"""Properties that hold for whole families of ballots, and small elections counted by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis import tally
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.tests.elections import ballots, ranking

GRADED = (
    st.integers(1, 9)
    .flatmap(
        lambda people: st.integers(1, 5).flatmap(
            lambda items: st.lists(
                st.lists(st.sampled_from([-9, 0, 1, 2, 3]), min_size=items, max_size=items),
                min_size=people,
                max_size=people,
            )
        )
    )
    .map(np.array)
)
SEEDS = st.integers(0, 2**32 - 1)


def positions(grades):
    return np.where(grades == -9, -9, 4 - grades)


def chosen(grades):
    return np.where(grades >= 2, 1, -9)


def strict(grades):
    """Positions without equals: among equal grades, the first listed is preferred."""
    order = np.argsort(np.argsort(-grades, axis=1, kind="stable"), axis=1) + 1
    return np.where(grades == -9, -9, order)


METHODS = {
    "support": lambda grades: tally.support(ballots(chosen(grades))).rank,
    "approval": lambda grades: tally.approval(ballots(chosen(grades))).rank,
    "statements": lambda grades: (
        tally.statements(ballots(np.where(grades == 3, -9, grades.clip(-9, 3) - (grades >= 0)))).rank
    ),
    "points": lambda grades: tally.points(ballots(grades), each=15).rank,
    "grades": lambda grades: tally.grades(ballots(grades), scale=4).rank,
    "judgment": lambda grades: tally.majority_judgment(ballots(grades), scale=4).rank,
    "borda": lambda grades: tally.borda(ballots(positions(grades))).rank,
    "schulze": lambda grades: tally.schulze(ballots(positions(grades))).rank,
}
MONOTONE = ["support", "points", "grades", "judgment", "borda", "schulze"]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@given(grades=GRADED, seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_who_votes_changes_nothing(method, grades, seed):
    shuffled = np.random.default_rng(seed).permutation(grades, axis=0)
    assert method(shuffled).tolist() == method(grades).tolist()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@given(grades=GRADED, seed=SEEDS)
@settings(max_examples=50, deadline=None)
def test_the_order_of_items_changes_nothing(method, grades, seed):
    turned = np.random.default_rng(seed).permutation(grades.shape[1])
    assert method(grades[:, turned]).tolist() == method(grades)[turned].tolist()


@pytest.mark.parametrize("name", MONOTONE)
@given(grades=GRADED, seed=SEEDS)
@settings(max_examples=80, deadline=None)
def test_a_better_vote_never_costs_an_item_the_first_rank(name, grades, seed):
    rng = np.random.default_rng(seed)
    voter, item = rng.integers(len(grades)), rng.integers(grades.shape[1])
    better = grades.copy()
    better[voter, item] = min(better[voter, item] + 1, 3)
    if grades[voter, item] != -9 and METHODS[name](grades)[item] == 1:
        assert METHODS[name](better)[item] == 1


@given(grades=GRADED)
@settings(max_examples=100, deadline=None)
def test_schulze_elects_alone_the_item_that_wins_all_its_duels(grades):
    found = tally.schulze(ballots(positions(grades)))
    if found.condorcet is not None:
        assert np.flatnonzero(found.rank == 1).tolist() == [found.condorcet]


@given(grades=GRADED)
@settings(max_examples=100, deadline=None)
def test_schulze_never_ranks_an_item_above_one_that_beats_it(grades):
    found = tally.schulze(ballots(positions(grades)))
    beats = found.path > found.path.T
    assert (found.rank[:, None] < found.rank[None, :])[beats].all()


@given(grades=GRADED)
@settings(max_examples=100, deadline=None)
def test_borda_never_puts_last_alone_the_item_that_wins_all_its_duels(grades):
    found = tally.borda(ballots(positions(grades)))
    winner = tally.condorcet_winner(found.duels)
    if winner is not None and len(found.score) > 1:
        assert found.score[winner] > found.score.mean() - 1e-9


@pytest.mark.parametrize("method", [tally.schulze, tally.instant_runoff], ids=["schulze", "runoff"])
@given(grades=GRADED)
@settings(max_examples=60, deadline=None)
def test_the_first_choice_of_more_than_half_wins_alone(method, grades):
    orders = strict(grades)
    firsts = (orders == 1).sum(axis=0)
    if 2 * firsts.max() > len(orders):
        assert np.flatnonzero(method(ballots(orders)).rank == 1).tolist() == [int(firsts.argmax())]


@given(grades=GRADED, seed=SEEDS)
@settings(max_examples=150, deadline=None)
def test_in_a_runoff_more_choices_never_harm_those_ranked_before(grades, seed):
    orders = strict(grades)
    voter = np.random.default_rng(seed).integers(len(orders))
    shorter = orders.copy()
    for kept in range(1, orders[voter].max() + 1):
        shorter[voter] = np.where(orders[voter] <= kept, orders[voter], -9)
        before = tally.instant_runoff(ballots(shorter)).winners
        after = tally.instant_runoff(ballots(orders)).winners
        harmed = set(before) - set(after)
        assert not harmed & set(np.flatnonzero(shorter[voter] > 0).tolist())


@given(grades=GRADED, seed=SEEDS)
@settings(max_examples=60, deadline=None)
def test_a_runoff_does_not_depend_on_who_votes_nor_on_the_order_of_items(grades, seed):
    orders, rng = strict(grades), np.random.default_rng(seed)
    people, turned = rng.permutation(len(orders)), rng.permutation(orders.shape[1])
    before = tally.instant_runoff(ballots(orders)).rank
    after = tally.instant_runoff(ballots(orders[people][:, turned])).rank
    assert after.tolist() == before[turned].tolist()


@given(grades=GRADED)
@settings(max_examples=60, deadline=None)
def test_without_ties_at_the_bottom_the_winner_is_the_only_possible_one(grades):
    cast = ballots(strict(grades))
    found = tally.instant_runoff(cast)
    if not found.tied:
        assert tally.possible_winners(cast) == found.winners


CAPITALS = ((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM"))
"""A textbook example: where should the capital of Tennessee be? Letters sort as C, K, M, N."""


def test_four_cities_by_hand_and_three_methods_that_disagree():
    cast = ranking(*CAPITALS)
    assert tally.borda(cast).score.tolist() == [173, 107, 126, 194]
    assert tally.schulze(cast).condorcet == 3
    found = tally.instant_runoff(cast)
    assert found.winners == (1,)
    assert [each.eliminated for each in found.rounds] == [(0,), (3,), ()]
    assert found.rounds[1].first.tolist() == [-1, 32, 42, 26]
    assert found.rank.tolist() == [4, 1, 2, 3]
    assert not found.tied


def test_the_example_of_schulze_has_the_paths_of_the_paper():
    groups = [
        (5, "ACBED"), (5, "ADECB"), (8, "BEDAC"), (3, "CABED"),
        (7, "CAEBD"), (2, "CBADE"), (7, "DCEBA"), (8, "EBADC"),
    ]  # fmt: skip
    found = tally.schulze(ranking(*groups))
    assert found.path.tolist() == [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ]
    assert found.rank.tolist() == [2, 4, 3, 5, 1]
    assert found.condorcet is None


def test_equals_at_the_bottom_go_out_together_and_lots_could_decide_otherwise():
    cast = ranking((4, "A"), (3, "BC"), (3, "CB"))
    found = tally.instant_runoff(cast)
    assert (found.winners, found.tied) == ((0,), True)
    assert found.rounds[-1].exhausted == 6
    assert tally.possible_winners(cast) == (1, 2)


def test_more_support_can_cost_a_runoff():
    """What the page on methods warns of: two voters move A up, and A loses."""
    before = ranking((6, "ABC"), (5, "CAB"), (4, "BCA"), (2, "BAC"))
    after = ranking((6, "ABC"), (5, "CAB"), (4, "BCA"), (2, "ABC"))
    assert tally.instant_runoff(before).winners == (0,)
    assert tally.instant_runoff(after).winners == (2,)


def test_nobody_voting_leaves_all_items_equal():
    nobody = tally.votes([], [], items=3)
    assert tally.support(nobody).rank.tolist() == [1, 1, 1]
    assert tally.borda(nobody).rank.tolist() == [1, 1, 1]
    assert tally.schulze(nobody).rank.tolist() == [1, 1, 1]
    assert tally.instant_runoff(nobody).winners == (0, 1, 2)
    assert tally.possible_winners(nobody) == (0, 1, 2)
    assert tally.grades(nobody, scale=5).rank.tolist() == [0, 0, 0]
    assert tally.majority_judgment(nobody, scale=5).rank.tolist() == [0, 0, 0]
    assert tally.equal_shares(nobody, [1, 2, 3], 10).funded == ()
    assert tally.bradley_terry([], [], items=3).rank.tolist() == [1, 1, 1]


def test_blank_ballots_count_in_the_base_of_shares_and_nowhere_else():
    found = tally.approval(tally.votes([7, 9], [0, 0], items=2, blank=2))
    assert (found.voters, found.people.tolist(), found.share.tolist()) == (4, [2, 0], [0.5, 0])


def test_statements_are_smoothed_so_that_few_votes_cannot_brag():
    found = tally.statements(ballots([[1, 1], [-9, 1], [-9, 0], [-9, -1]]))
    assert found.agreement.tolist() == pytest.approx([2 / 3, 3 / 6])
    assert found.net.tolist() == [1, 1]
    assert found.rank.tolist() == [2, 1]


def test_points_count_what_people_kept():
    found = tally.points(ballots([[3, 2], [1, -9]]), each=5)
    assert (found.total.tolist(), found.people.tolist(), found.unspent) == ([4, 2], [2, 1], 4)
    assert found.mean.tolist() == [2, 1]


def test_grades_by_hand():
    found = tally.grades(ballots([[4, 0, -9], [1, 0, -9], [2, 3, -9], [3, 2, -9]]), scale=5)
    assert found.distribution.tolist() == [[0, 1, 1, 1, 1], [2, 0, 1, 1, 0], [0] * 5]
    assert found.mean[:2].tolist() == [2.5, 1.25]
    assert found.median[:2].tolist() == [2.5, 1]
    assert (np.isnan(found.mean[2]), np.isnan(found.median[2]), found.rank.tolist()) == (
        True,
        True,
        [1, 2, 0],
    )


def test_the_median_parts_equals_by_who_falls_or_rises_first():
    grades = np.array([[1, 1, 2, 2, 3], [0, 2, 2, 3, 3], [2, 2, 2, 2, 2], [0, 1, 2, 3, 3]]).T
    found = tally.majority_judgment(ballots(grades), scale=4)
    assert found.grade.tolist() == [2, 2, 2, 2]
    assert found.better.tolist() == [0.2, 0.4, 0, 0.4]
    assert found.worse.tolist() == [0.4, 0.2, 0, 0.4]
    # Going outwards the second rises, the third stays; the others fall together, but the last also rises.
    assert found.rank.tolist() == [4, 1, 2, 3]


def test_an_ungraded_item_is_judged_by_those_who_graded_it_or_counted_at_the_lowest():
    cast = ballots([[3, 2], [-9, 2], [-9, 2]])
    assert tally.majority_judgment(cast, scale=4).rank.tolist() == [1, 2]
    counted = tally.majority_judgment(cast, scale=4, missing=0)
    assert (counted.rank.tolist(), counted.grade.tolist()) == ([2, 1], [0, 2])


@given(grades=GRADED, times=st.integers(2, 5))
@settings(max_examples=60, deadline=None)
def test_the_same_ballots_several_times_give_the_same_judgment(grades, times):
    repeated = np.repeat(grades, times, axis=0)
    assert METHODS["judgment"](repeated).tolist() == METHODS["judgment"](grades).tolist()


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("duplicate_vote", lambda: tally.votes([1, 1], [0, 0], items=2)),
        ("unequal_lengths", lambda: tally.votes([1, 1], [0], items=2)),
        ("out_of_range", lambda: tally.votes([1], [2], items=2)),
        ("out_of_range", lambda: tally.votes([1], [0], [float("nan")], items=2)),
        ("not_whole", lambda: tally.votes([1], [0.5], items=2)),
        ("not_numbers", lambda: tally.votes(["a"], [0], items=2)),
        ("wrong_shape", lambda: tally.votes([[1]], [0], items=2)),
        ("vote_out_of_range", lambda: tally.support(ballots([[0]]))),
        ("vote_out_of_range", lambda: tally.statements(ballots([[2]]))),
        ("too_many_choices", lambda: tally.approval(ballots([[1, 1]]), limit=1)),
        ("too_many_points", lambda: tally.points(ballots([[3, 3]]), each=5)),
        ("vote_out_of_range", lambda: tally.grades(ballots([[5]]), scale=5)),
        ("out_of_range", lambda: tally.majority_judgment(ballots([[1]]), scale=5, missing=5)),
        ("equal_positions", lambda: tally.instant_runoff(ballots([[1, 1]]))),
        ("too_many_ties", lambda: tally.possible_winners(ranking((1, "A"), (1, "B"), (1, "C")), limit=2)),
        ("too_many_items", lambda: tally.borda(tally.votes([0], [0], items=1001))),
        ("vote_out_of_range", lambda: tally.borda(ballots([[0]]))),
    ],
)
def test_what_cannot_be_counted_is_refused_by_name(code, call):
    with pytest.raises(AnalysisError) as refused:
        call()
    assert refused.value.code == code


HOSTILE = st.one_of(
    st.lists(st.integers(-3, 6), max_size=6),
    st.lists(st.integers(), max_size=4),
    st.lists(st.floats(), max_size=4),
    st.lists(st.one_of(st.none(), st.text(max_size=2), st.booleans(), st.integers(-1, 3)), max_size=4),
    st.lists(st.lists(st.integers(0, 2), max_size=2), max_size=3),
    st.text(max_size=3),
    st.none(),
    st.integers(0, 3),
    st.complex_numbers(),
)
EVERY = [
    tally.support,
    lambda cast: tally.approval(cast, limit=2),
    tally.statements,
    lambda cast: tally.points(cast, each=4),
    lambda cast: tally.grades(cast, scale=4),
    lambda cast: tally.majority_judgment(cast, scale=4),
    tally.borda,
    tally.schulze,
    tally.instant_runoff,
    tally.possible_winners,
]


@given(
    voter=HOSTILE, item=HOSTILE, value=HOSTILE, items=st.one_of(st.integers(-2, 6), st.floats(), st.none())
)
@settings(max_examples=300, deadline=None)
def test_hostile_columns_are_counted_or_refused_never_a_traceback(voter, item, value, items):
    try:
        cast = tally.votes(voter, item, value, items=items)
    except AnalysisError:
        return
    for method in EVERY:
        try:
            rank = method(cast)
        except AnalysisError:
            continue
        assert isinstance(rank, tuple) or (rank.rank >= 0).all()
