"""From points on the map to groups: base clusters, weighted k-means, silhouette, number of groups.

k-means: Lloyd (1982). Silhouette: Rousseeuw (1987). Starts spread at random: Arthur and Vassilvitskii (2007).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import vq

from parvis.analysis.opinion.arrays import Floats, Labels

BASE = 100
MOST_GROUPS = 5
SIDE = 256
BINNED_ABOVE = 10_000
TOLERANCE = 0.01
STARTS = 10


@dataclass(frozen=True, slots=True)
class Clusters:
    """A partition of points. Every cluster has a point."""

    label: Labels
    """(n,) 0..k-1"""
    centres: Floats
    """(k, 2) weighted means."""
    weight: Floats
    """(k,) sums of weights."""
    inertia: float
    """Weighted sum of squared distances to centres."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Base clusters gathered in k groups."""

    label: Labels
    """(n,) group of each point, in no particular order."""
    k: int
    silhouettes: dict[int, float]
    """Of each number of groups tried."""
    base: Clusters
    """Of the points, or of their bins."""
    best: int
    """The number of groups of the best silhouette."""


def kmeans(
    points: Floats, start: Floats, weights: Floats, *, iterations: int = 100, tolerance: float = TOLERANCE
) -> Clusters:
    """Weighted k-means from given centres.

    Parameters
    ----------
    points, weights
        (n, 2), and (n,) above 0; n > 0.
    start
        (k, 2)
    iterations, tolerance
        Stop after so many, or once every centre moves less than this.

    Returns
    -------
    Clusters
        At most k: those that lost every point are dropped. A point between two goes to the first.
    """
    centres = start
    for _ in range(iterations):
        label, used = _nearest(points, centres)
        weight, moved = _means(points, weights, label, len(used))
        furthest = np.linalg.norm(moved - centres[used], axis=1).max()
        centres = moved
        if furthest < tolerance:
            break
    inertia = float(weights @ ((points - centres[label]) ** 2).sum(axis=1))
    return Clusters(label, centres, weight, inertia)


def first_distinct(points: Floats, count: int) -> Floats:
    """The first `count` points that differ, in order: (at most count, 2)."""
    _, first = np.unique(points[:, 0] + 1j * points[:, 1], return_index=True)
    return points[np.sort(first)[:count]]


def spread(points: Floats, weights: Floats, count: int, random: np.random.Generator) -> Floats:
    """Starting centres drawn far from one another (k-means++): (at most count, 2)."""
    chosen = [_drawn(weights, random)]
    gap = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < count and (chance := weights * gap).sum() > 0:
        chosen.append(_drawn(chance, random))
        gap = np.minimum(gap, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen]


def binned(points: Floats, side: int = SIDE) -> tuple[Labels, Floats, Floats]:
    """Gather points in a grid of side x side cells.

    Parameters
    ----------
    points
        (n, 2), n > 0.
    side
        Cells each way, over all but the 0.1 % furthest each way, which go to the border.

    Returns
    -------
    (n,), (b, 2), (b,)
        Bin of each point, mean of each bin that is not empty, points in it.
    """
    low, high = np.percentile(points, [0.1, 99.9], axis=0)
    width = np.where(high > low, high - low, 1.0)
    cell = np.clip((points - low) / width * side, 0, side - 1).astype(np.int32)
    occupied, bin_ = np.unique(cell[:, 0] * side + cell[:, 1], return_inverse=True)
    weight, mean = _means(points, np.ones(len(points)), bin_, len(occupied))
    return bin_.astype(np.int32), mean, weight


def silhouette(points: Floats, label: Labels) -> float:
    """Mean silhouette, -1 to 1: how much nearer a point is to its own cluster than to the next.

    Parameters
    ----------
    points, label
        (n, 2) and (n,). Time and memory n x n: for base centres, not for participants.

    Returns
    -------
    float
        0 where there is one cluster; a point alone in its cluster counts 0.
    """
    k = int(label.max(initial=0)) + 1
    if k < 2:
        return 0.0
    member = np.eye(k)[label]
    size = member.sum(axis=0)
    away = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) @ member
    every = np.arange(len(points))
    own = away[every, label] / np.maximum(size[label] - 1, 1)
    others = away / np.maximum(size, 1)
    others[every, label] = np.inf
    next_ = others.min(axis=1)
    score = (next_ - own) / np.maximum(np.maximum(own, next_), np.finfo(np.float64).tiny)
    return float(np.where(size[label] > 1, score, 0.0).mean())


def most_groups(base: int) -> int:
    """The largest number of groups to try, with so many base clusters."""
    return max(1, min(MOST_GROUPS, 2 + base // 12, base))


def base_clusters(
    points: Floats, order: NDArray[np.integer] | None, *, start: Floats | None = None, seed: int = 0
) -> tuple[Clusters, Labels]:
    """At most 100 small clusters, from which groups are made.

    Parameters
    ----------
    points
        (n, 2), n > 0.
    order
        (n,) order of first appearance, whose first 100 distinct points are the starting centres; None for a
        crowd, whose plane is binned first.
    start
        (b, 2) centres to start from instead, such as those of an earlier update.
    seed
        For the starting centres of a crowd.

    Returns
    -------
    Clusters, (n,)
        Of points or of bins; base cluster of each point.
    """
    if order is not None:
        begin = first_distinct(points[order], BASE) if start is None else start
        found = kmeans(points, begin, np.ones(len(points)))
        return found, found.label
    bin_, mean, weight = binned(points)
    begin = spread(mean, weight, BASE, np.random.default_rng(seed)) if start is None else start
    found = kmeans(mean, begin, weight)
    return found, found.label[bin_]


def gather(base: Clusters, k: int, *, several: bool, seed: int) -> Clusters:
    """Gather base clusters in k groups, by weighted k-means of their centres.

    Parameters
    ----------
    base
        b base clusters.
    k
        Groups; fewer come back where fewer centres differ.
    several
        Whether to keep the best of ten spread starts rather than start from the first k centres.
    seed
        For these starts.
    """
    starts = [first_distinct(base.centres, k)]
    if several:
        random = np.random.default_rng(seed)
        starts += [spread(base.centres, base.weight, k, random) for _ in range(STARTS)]
    return min(
        (kmeans(base.centres, start, base.weight) for start in starts), key=lambda found: found.inertia
    )


def group(
    points: Floats,
    order: NDArray[np.integer],
    *,
    k: int | None = None,
    start: Floats | None = None,
    seed: int = 0,
) -> Grouping:
    """Groups of points.

    Parameters
    ----------
    points, order, start, seed
        As `base_clusters`; above 10,000 points they are a crowd.
    k
        Number of groups; by default that of the best mean silhouette of base centres, from 2 up to 5.

    Returns
    -------
    Grouping
        Fewer groups than asked where fewer points differ; one where all are the same.
    """
    several = len(points) > BINNED_ABOVE
    base, base_of = base_clusters(points, None if several else order, start=start, seed=seed)
    tries = range(2, most_groups(len(base.centres)) + 1)
    asked = {*tries, *([] if k is None else [k])} or {1}
    found = {number: gather(base, number, several=several, seed=seed) for number in sorted(asked)}
    silhouettes = {number: silhouette(base.centres, made.label) for number, made in found.items()}
    best = max(tries, key=lambda number: silhouettes[number], default=1)
    chosen = found[best if k is None else k]
    return Grouping(chosen.label[base_of], len(chosen.centres), silhouettes, base, best)


def _nearest(points: Floats, centres: Floats) -> tuple[Labels, NDArray[np.int64]]:
    """Nearest centre of each point, and which centres are the nearest of some point; labels number these."""
    label = vq(points, centres)[0].astype(np.int32)
    held = np.bincount(label, minlength=len(centres)) > 0
    return (np.cumsum(held, dtype=np.int32) - 1)[label], np.flatnonzero(held)


def _means(points: Floats, weights: Floats, label: NDArray[np.integer], k: int) -> tuple[Floats, Floats]:
    weight = np.bincount(label, weights=weights, minlength=k).astype(np.float64)
    sums = [np.bincount(label, weights=weights * points[:, axis], minlength=k) for axis in (0, 1)]
    return weight, np.stack(sums, axis=1) / weight[:, None]


def _drawn(chance: Floats, random: np.random.Generator) -> int:
    running = np.cumsum(chance)
    return min(int(np.searchsorted(running, random.random() * running[-1], side="right")), len(chance) - 1)
