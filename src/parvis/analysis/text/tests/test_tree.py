"""The tree: Ward on four points by hand, and cuts that hold every topic once."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import linkage

from parvis.analysis.text.results import Topic
from parvis.analysis.text.tree import coarse_number, cut, levels, ward


def test_ward_on_four_points_by_hand():
    """Points 0, 1, 5 and 7 of one text each: costs 1/2, then 4/2, then 2 * 2 / 4 * 5.5²."""
    merges = ward(np.array([[0.0], [1.0], [5.0], [7.0]]), np.ones(4, int))
    assert merges == [(0, 1, pytest.approx(0.5)), (2, 3, pytest.approx(2)), (4, 5, pytest.approx(30.25))]


def test_ward_agrees_with_scipy_where_sizes_are_equal():
    points = np.random.default_rng(0).normal(size=(12, 5))
    ours = [np.sqrt(2 * cost) for _, _, cost in ward(points, np.ones(12, int))]
    assert ours == pytest.approx(linkage(points, "ward")[:, 2])


def test_a_large_topic_is_dear_to_join():
    """0 and 1 are nearer, but joining the two small ones costs less: 3.6² / 2 against 50 * 50 / 100."""
    merges = ward(np.array([[0.0], [1.0], [9.0], [12.6]]), np.array([50, 50, 1, 1]))
    assert merges[0][:2] == (2, 3)


@pytest.mark.parametrize("groups", range(1, 8))
def test_a_cut_holds_each_leaf_once(groups):
    merges = ward(np.random.default_rng(1).normal(size=(7, 3)), np.ones(7, int))
    parts = cut(merges, 7, groups)
    assert len(parts) == groups
    assert sorted(leaf for part in parts for leaf in part) == list(range(7))


def test_levels_go_from_coarse_to_fine():
    main = [Topic(i, None, 9 - i, (), (), 1.0) for i in range(4)]
    below = [Topic(4 + i, i, 9 - i, (), (), 1.0) for i in range(4)]
    centres = np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0.9, 0.1]])
    found = {level.name: level.groups for level in levels([*main, *below], centres)}
    assert found["coarse"] == ((0, 1), (2, 3))
    assert found["medium"] == ((0,), (1,), (2,), (3,))
    assert found["fine"] == ((4,), (5,), (6,), (7,))


def test_the_coarse_cut_has_about_the_square_root_of_the_topics():
    assert [coarse_number(k) for k in (1, 3, 4, 18, 50)] == [1, 3, 2, 4, 7]
