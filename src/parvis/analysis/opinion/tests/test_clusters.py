"""k-means, silhouette and the number of groups, by hand and against scikit-learn."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score, silhouette_score

from parvis.analysis.opinion.clusters import (
    binned,
    first_distinct,
    group,
    kmeans,
    most_groups,
    silhouette,
    spread,
)
from parvis.analysis.opinion.pipeline import largest_first


def clouds(k, each, seed=0):
    random = np.random.default_rng(seed)
    angle = 2 * np.pi * np.arange(k) / k
    centres = 8 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    truth = np.repeat(np.arange(k), each)
    order = random.permutation(len(truth))
    return (centres[truth] + random.normal(0, 1, (len(truth), 2)))[order], truth[order]


def test_kmeans_by_hand():
    points = np.array([[0.0, 0], [2, 0], [10, 0], [10, 2]])
    found = kmeans(points, points[:2], np.array([1.0, 3, 1, 1]), iterations=100)
    assert found.label.tolist() == [0, 0, 1, 1]
    assert found.centres.tolist() == [[1.5, 0], [10, 1]]
    assert found.weight.tolist() == [4, 2]
    assert found.inertia == pytest.approx(1.5**2 + 3 * 0.5**2 + 2)


def test_a_cluster_without_a_point_is_dropped():
    found = kmeans(np.zeros((3, 2)), np.array([[9.0, 9], [0, 0]]), np.ones(3))
    assert found.label.tolist() == [0, 0, 0]
    assert found.centres.tolist() == [[0, 0]]


def test_starts_are_the_first_points_that_differ():
    points = np.array([[1.0, 1], [1, 1], [0, 0], [1, 1], [2, 0]])
    assert first_distinct(points, 2).tolist() == [[1, 1], [0, 0]]
    assert len(spread(points, np.ones(5), 10, np.random.default_rng(0))) == 3


def test_the_silhouette_is_that_of_scikit_learn():
    points, truth = clouds(3, 20)
    noisy = np.where(np.arange(60) % 7 == 0, 0, truth)
    assert silhouette(points, noisy.astype(np.int32)) == pytest.approx(silhouette_score(points, noisy))
    assert silhouette(points, np.zeros(60, np.int32)) == 0


def test_a_point_alone_in_its_cluster_counts_nothing():
    points = np.array([[0.0, 0], [0, 0], [5, 0]])
    assert silhouette(points, np.array([0, 0, 1], np.int32)) == pytest.approx(2 / 3)


@pytest.mark.parametrize("each", [50, 6_000])
@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_well_separated_groups_are_counted_and_found(k, each):
    points, truth = clouds(k, each)
    found = group(points, np.arange(len(points)))
    assert found.best == found.k == k
    assert adjusted_rand_score(truth, found.label) > 0.99


@pytest.mark.parametrize(("base", "most"), [(1, 1), (2, 2), (11, 2), (12, 3), (24, 4), (36, 5), (100, 5)])
def test_few_base_clusters_make_few_groups(base, most):
    assert most_groups(base) == most


def test_bins_keep_the_centre_of_gravity_of_points():
    points, _ = clouds(3, 2_000)
    bin_, mean, weight = binned(points)
    assert weight.sum() == len(points)
    assert (weight @ mean) / len(points) == pytest.approx(points.mean(axis=0))
    assert len(mean) == bin_.max() + 1 < len(points)


def test_identical_points_are_one_group_even_where_two_are_asked():
    found = group(np.ones((30, 2)), np.arange(30), k=2)
    assert found.k == 1
    assert found.label.tolist() == [0] * 30


def test_groups_are_numbered_by_size_then_by_first_row():
    label = np.array([2, 1, 1, 0, 3, 0, 1], np.int32)
    assert largest_first(label, 4).tolist() == [2, 0, 0, 1, 3, 1, 0]
