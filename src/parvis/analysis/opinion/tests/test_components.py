"""Components and the map, against dense linear algebra and by hand."""

import numpy as np
import pytest

from parvis.analysis.opinion.components import aligned, centre, components, leading
from parvis.analysis.opinion.pipeline import analyse
from parvis.analysis.opinion.projection import extremity, placed, positions, statement_positions
from parvis.analysis.opinion.statistics import count
from parvis.analysis.opinion.tests.data import planted
from parvis.analysis.opinion.votes import Votes


def centred(votes, left_out=None):
    none = np.zeros(votes.shape[1], np.bool_)
    return centre(votes, count(votes), none if left_out is None else left_out)


def dense(votes):
    """Missing votes filled with the mean of their statement, then centred."""
    table = np.full(votes.shape, np.nan)
    table[votes.rows(), votes.statements] = votes.values
    mean = np.nanmean(table, axis=0)
    return np.where(np.isnan(table), mean, table) - mean


@pytest.mark.parametrize("m", [40, 700])
def test_axes_are_the_singular_vectors_of_the_filled_matrix(m):
    votes, _ = planted(900, m, 40)
    space = components(centred(votes))
    _, values, vectors = np.linalg.svd(dense(votes), full_matrices=False)
    assert space.strength == pytest.approx(values[:2] ** 2, rel=1e-8)
    assert np.abs((space.axes * vectors[:2]).sum(axis=1)) == pytest.approx([1, 1], abs=1e-7)
    assert space.variance == pytest.approx(values[:2] ** 2 / (values**2).sum())


def test_the_largest_loading_of_an_axis_is_positive():
    votes, _ = planted(300, 30, 10)
    axes = components(centred(votes)).axes
    assert (axes.max(axis=1) >= np.abs(axes).max(axis=1)).all()


def test_few_votes_do_not_make_a_moderate():
    votes = Votes.of(
        [0, 0, 0, 0, 1, 2, 2, 2, 2], [0, 1, 2, 3, 0, 0, 1, 2, 3], [1, 1, 1, 1, 1, -1, -1, -1, -1]
    )
    middle = centred(votes)
    space = components(middle)
    found = positions(votes, middle, space, np.zeros(4, np.bool_))
    by_hand = np.sqrt(4 / 1) * (1 - 1 / 3) * space.axes[0, 0]
    assert found[1, 0] == pytest.approx(by_hand)


def test_a_statement_left_out_counts_as_seen_by_everybody():
    votes, _ = planted(60, 12, 6)
    left_out = np.arange(12) < 3
    middle = centred(votes, left_out)
    space = components(middle)
    found = positions(votes, middle, space, left_out)
    kept = votes.counts - np.bincount(votes.rows()[left_out[votes.statements]], minlength=60)
    expected = middle.matrix.toarray() @ space.axes.T * np.sqrt(12 / (kept + 3))[:, None]
    assert found == pytest.approx(expected)
    assert not space.axes[:, left_out].any()
    assert not space.mean[left_out].any()


def test_a_statement_stands_where_its_lone_supporter_would():
    votes, _ = planted(60, 12, 6)
    space = components(centred(votes))
    found = statement_positions(space)
    assert found[5] == pytest.approx(np.sqrt(12) * (1 - space.mean[5]) * space.axes[:, 5])
    assert extremity(space)[5] == pytest.approx(np.hypot(*found[5]))


def test_one_opinion_has_no_axis():
    votes = Votes.of(*np.mgrid[:20, :10].reshape(2, -1), np.ones(200))
    space = components(centred(votes))
    assert not space.axes.any()
    assert space.variance == (0, 0)


def test_an_axis_turns_the_way_of_the_former_one():
    space = components(centred(planted(60, 12, 6)[0]))
    turned = aligned(space, space.axes * [[-1.0], [1.0]])
    assert np.array_equal(turned.axes, space.axes * [[-1.0], [1.0]])


def test_lanczos_stops_where_the_matrix_has_no_more_directions():
    vector = np.arange(1.0, 601)
    vector /= np.linalg.norm(vector)
    values, vectors = leading(lambda x: 5 * vector * (vector @ x), np.ones(600), 1e-9)
    assert values[0] == pytest.approx(5)
    assert np.abs(vectors[0] @ vector) == pytest.approx(1)


def test_seven_votes_are_enough_or_all_statements():
    assert placed(np.array([7] * 20 + [6]), 100).tolist() == [True] * 20 + [False]
    assert placed(np.array([3] * 20 + [2]), 3).tolist() == [True] * 20 + [False]


def test_the_most_active_fill_a_small_assembly_up_to_fifteen():
    counts = np.array([9] * 10 + [1, 6, 0, 5, 5, 5, 5, 2])
    found = np.flatnonzero(placed(counts, 100)).tolist()
    assert found == [*range(10), 11, 13, 14, 15, 16]
    assert placed(np.array([0, 1, 0]), 100).tolist() == [False, True, False]


def test_moderating_a_statement_is_not_the_same_as_never_asking_it():
    votes, _ = planted(200, 20, 12)
    one = analyse(votes, refused=np.arange(20) == 0, resamples=0)
    assert one.counts.seen[:, 0].any()
    assert not one.statement_position[0].any()
