"""Strengths out of duels."""

import choix
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally import bradley_terry


def duels(*pairs):
    """Winners and losers from ("AB", times): A beat B that many times."""
    rows = [pair for pair, times in pairs for _ in range(times)]
    return [ord(pair[0]) - 65 for pair in rows], [ord(pair[1]) - 65 for pair in rows]


def test_two_items_have_the_odds_of_their_duels():
    found = bradley_terry(*duels(("AB", 3), ("BA", 1)), items=2, prior=0)
    assert found.strength.tolist() == pytest.approx([np.log(3) / 2, -np.log(3) / 2])
    assert found.score.tolist() == pytest.approx([0.75, 0.25])
    assert (found.won.tolist(), found.lost.tolist(), found.rank.tolist()) == ([3, 1], [1, 3], [1, 2])


def test_a_circle_leaves_all_equal():
    found = bradley_terry(*duels(("AB", 5), ("BC", 5), ("CA", 5)), items=3, prior=0)
    assert found.rank.tolist() == [1, 1, 1]


def test_without_a_prior_strengths_are_those_of_minorisation_maximisation():
    rng = np.random.default_rng(5)
    best = rng.integers(0, 20, 4000)
    lost = (best + rng.integers(1, 20, 4000)) % 20
    other = choix.mm_pairwise(20, list(zip(best, lost, strict=True)), tol=1e-9)
    assert np.abs(bradley_terry(best, lost, items=20, prior=0).strength - other).max() < 1e-6


def test_an_only_duel_does_not_make_anybody_infinitely_strong():
    found = bradley_terry(*duels(("AB", 1)), items=2)
    assert 0.5 < found.score[0] < 0.75
    with pytest.raises(AnalysisError) as refused:
        bradley_terry(*duels(("AB", 1)), items=2, prior=0)
    assert refused.value.code == "disconnected_pairs"


def test_items_never_compared_are_told_and_brought_to_one_scale():
    found = bradley_terry(*duels(("AB", 3), ("BA", 1), ("CD", 3), ("DC", 1)), items=5)
    assert found.notes == ("disconnected_pairs",)
    assert found.group.tolist() == [0, 0, 1, 1, 2]
    assert found.strength[0] == pytest.approx(found.strength[2])
    assert found.rank.tolist() == [1, 4, 1, 4, 3]


def test_items_linked_one_way_are_groups_but_compared():
    found = bradley_terry(*duels(("AB", 2), ("BC", 2)), items=3)
    assert (found.notes, found.group.tolist(), found.rank.tolist()) == ((), [0, 1, 2], [1, 2, 3])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=50, deadline=None)
def test_the_order_of_duels_and_of_items_changes_nothing_and_a_win_raises(seed):
    rng = np.random.default_rng(seed)
    items = int(rng.integers(2, 7))
    best = rng.integers(0, items, 20)
    lost = (best + rng.integers(1, items, 20)) % items
    found = bradley_terry(best, lost, items=items).strength
    order, turned = rng.permutation(20), rng.permutation(items)
    again = bradley_terry(turned[best[order]], turned[lost[order]], items=items).strength
    assert again[turned] == pytest.approx(found, abs=1e-8)
    more = bradley_terry([*best, 0], [*lost, 1], items=items).strength
    assert more[0] - more[1] > found[0] - found[1]


def test_long_chains_converge():
    chain = np.arange(2000)
    found = bradley_terry(np.r_[chain, chain + 1], np.r_[chain + 1, chain], items=2001, prior=0)
    assert np.abs(found.strength).max() < 1e-6
    lopsided = bradley_terry(np.r_[chain, chain, chain + 1], np.r_[chain + 1, chain + 1, chain], items=2001)
    assert (np.diff(lopsided.strength) < 1e-9).all()


@pytest.mark.parametrize(
    ("code", "winner", "loser", "more"),
    [
        ("self_duel", [0], [0], {}),
        ("unequal_lengths", [0], [], {}),
        ("out_of_range", [2], [0], {}),
        ("out_of_range", [0], [1], {"prior": -1}),
        ("not_numbers", ["A"], ["B"], {}),
    ],
)
def test_what_is_no_duel_is_refused_by_name(code, winner, loser, more):
    with pytest.raises(AnalysisError) as refused:
        bradley_terry(winner, loser, items=2, **more)
    assert refused.value.code == code
