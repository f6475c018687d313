"""Grouping of vectors: neighbours, smoothing, k-means and agreement."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.text.clusters import (
    agree,
    contrast,
    filled,
    group_part,
    neighbours,
    smooth,
    spherical,
    typical,
)
from parvis.analysis.text.tests.planted import directions


def test_neighbours_are_the_nearest_and_links_go_both_ways():
    vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [-1, 0]], np.float32)
    graph = neighbours(vectors, 1).toarray()
    assert np.flatnonzero(graph[0]).tolist() == [1]
    assert graph[1, 2] == pytest.approx(0.96**2)
    assert (graph == graph.T).all()
    assert graph[0, 0] == graph[3, 0] == 0


def test_neighbours_are_taken_in_each_group():
    """Two languages at right angles: by cosine alone they would never be linked."""
    vectors, group = directions(200, 2)
    vectors[:, 5] += 0.2
    apart, joined = neighbours(vectors, 10), neighbours(vectors, 10, group.astype(np.int32))
    across = group[:, None] != group
    assert apart.toarray()[across].sum() == 0
    assert (joined.toarray()[across] > 0).sum() > 200


def test_smoothing_brings_neighbours_together():
    vectors, group = directions(200)
    smoothed = smooth(vectors, neighbours(vectors))
    same = group[:, None] == group
    assert (smoothed @ smoothed.T)[same].mean() > (vectors @ vectors.T)[same].mean()
    assert np.linalg.norm(smoothed, axis=1) == pytest.approx(np.ones(200), abs=1e-5)


def test_contrast_takes_away_what_all_texts_share():
    """Two directions at 0.8 cosine: a mean of (0.9, 0.3) in their plane, four fifths of it taken away."""
    vectors = np.array([[1, 0], [0.8, 0.6]], np.float32)
    first, second = contrast(vectors)
    left = np.array([1 - 0.72, -0.24])
    assert first == pytest.approx(left / np.linalg.norm(left), abs=1e-6)
    assert first @ second < 0


@pytest.mark.parametrize("method", [spherical, agree, typical])
def test_planted_directions_are_found(method):
    vectors, group = directions()
    assert adjusted_rand_score(group, method(vectors, 3, 0)) == 1


@pytest.mark.parametrize("method", [spherical, agree, typical])
def test_same_seed_same_groups(method):
    vectors, _ = directions(seed=3)
    assert (method(vectors, 6, 5) == method(vectors, 6, 5)).all()


def test_every_group_is_in_use():
    vectors, _ = directions(12, 2)
    assert sorted(set(spherical(vectors, 12, 0).tolist())) == list(range(12))


def test_empty_groups_take_the_texts_worst_placed_elsewhere():
    label = filled(np.array([0, 0, 0, 1], np.int32), np.array([0.9, 0.1, 0.5, 0.0], np.float32), 3)
    assert label.tolist() == [0, 2, 0, 1]


def test_a_part_of_the_rows_places_the_others():
    vectors, group = directions(500)
    assert adjusted_rand_score(group, group_part(vectors, 3, 1, 100)) == 1
