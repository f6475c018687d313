"""Grouping dense vectors: smoothing over neighbours, spherical k-means, agreement of many groupings."""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.extmath import randomized_svd

from parvis.analysis.text.chunks import slices, spread
from parvis.analysis.text.vectors import TINY, unit

NEIGHBOURS = 12
ROUNDS = 8
COMMON = 0.8
"""Share of the mean text taken away from each."""
RUNS = 30
"""Groupings that have to agree."""
TRIES = 5
RUN_ROWS = 6_000
"""Rows that each of them is worked out on, at most."""
STARTS = 6
TURNS = 25
BLOCK = 512
"""Rows compared with all others at a time."""

Vectors = NDArray[np.float32]


def neighbours(
    vectors: Vectors, count: int = NEIGHBOURS, group: NDArray[np.int32] | None = None
) -> sp.csr_matrix:
    """Graph of the nearest texts: (n, n), symmetric, weighed by the square of the cosine.

    Two texts are linked when either is among the `count` nearest of the other; opposite ones never are.

    Parameters
    ----------
    vectors
        (n, d) rows of length 1.
    group
        (n,) from 0: neighbours are then taken in each group, as many as its share of the texts. With
        languages as groups, a text is linked to those that say the same in another.
    """
    rows = len(vectors)
    group = np.zeros(rows, np.int32) if group is None else group
    sizes = np.bincount(group)
    wanted = np.minimum(np.round(count * sizes / max(rows, 1)).astype(int), sizes - 1)
    parts = [(np.flatnonzero(group == one), int(many)) for one, many in enumerate(wanted) if many > 0]
    if not parts:
        return sp.csr_matrix(np.zeros((rows, rows), np.float32))
    found = list(spread(_nearest, ((vectors, piece, parts) for piece in slices(rows, BLOCK))))
    columns = np.concatenate([part[0] for part in found])
    cosines = np.concatenate([part[1] for part in found])
    bounds = np.arange(rows + 1) * columns.shape[1]
    weights = np.maximum(cosines, 0).ravel() ** 2
    graph = sp.csr_matrix((weights, columns.ravel(), bounds), shape=(rows, rows))
    return sp.csr_matrix(graph.maximum(graph.T))


def _nearest(
    vectors: Vectors, piece: slice, parts: list[tuple[NDArray[np.int64], int]]
) -> tuple[NDArray[np.int32], Vectors]:
    """Columns and cosines of the nearest rows, part by part."""
    cosines = vectors[piece] @ vectors.T
    rows = np.arange(len(cosines))
    cosines[rows, piece.start + rows] = -1
    columns = [_largest(cosines, members, many) for members, many in parts]
    nearest = np.hstack(columns).astype(np.int32)
    return nearest, np.take_along_axis(cosines, nearest, axis=1)


def _largest(cosines: Vectors, members: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    inside = cosines if len(members) == cosines.shape[1] else cosines[:, members]
    return members[np.argpartition(inside, -many, axis=1)[:, -many:]]


def smooth(vectors: Vectors, graph: sp.csr_matrix, rounds: int = ROUNDS) -> Vectors:
    """Move each text half-way towards the mean of its neighbours, several times: short texts borrow words."""
    degree = np.asarray(graph.sum(axis=1)).ravel()
    mean = sp.diags(1 / np.maximum(degree, TINY)).astype(np.float32) @ graph
    moved = vectors
    for _ in range(rounds):
        moved = unit(moved + mean @ moved).astype(np.float32)
    return moved


def contrast(vectors: Vectors) -> Vectors:
    """Take away most of what all texts share: else those that say little of their own gather."""
    return np.asarray(unit(vectors - COMMON * vectors.mean(axis=0, keepdims=True)), np.float32)


def agree(vectors: Vectors, k: int, seed: int, runs: int = RUNS) -> NDArray[np.int32]:
    """Groups on which many groupings agree (cluster ensembles, Strehl & Ghosh 2002).

    Each grouping is one spherical k-means on its own random rows. A text is then described by the groups it
    fell into, in the main dimensions of these descriptions, and described texts are grouped in their turn.

    Returns
    -------
    NDArray
        (n,) labels from 0 to k - 1, each in use where there are k distinct vectors or more.
    """
    seeds = np.random.SeedSequence(seed).generate_state(runs).tolist()
    labels = list(spread(group_part, ((vectors, k, one, RUN_ROWS) for one in seeds)))
    return spherical(_described(labels, k, seed), k, seed)


def typical(vectors: Vectors, k: int, seed: int) -> NDArray[np.int32]:
    """Of five groupings by `agree`, the one nearest to the others (adjusted Rand index).

    One is enough where texts are many: chance then weighs little.
    """
    tries = TRIES if len(vectors) <= RUN_ROWS else 1
    seeds = np.random.SeedSequence([seed, 4]).generate_state(tries).tolist()
    found = [agree(vectors, k, one) for one in seeds]
    near = [sum(adjusted_rand_score(one, other) for other in found) for one in found]
    return found[int(np.round(near, 9).argmax())]


def group_part(vectors: Vectors, k: int, seed: int, rows: int) -> NDArray[np.int32]:
    """Group some rows, drawn at random, and put each of the others with the nearest centre."""
    rng = np.random.default_rng(seed)
    part = vectors
    if rows < len(vectors):
        part = vectors[np.sort(rng.choice(len(vectors), rows, replace=False))]
    return nearest_centre(vectors, means(part, _one_start(part, k, rng)[1], k))


def _described(labels: list[NDArray[np.int32]], k: int, seed: int) -> Vectors:
    """(n, k) the main dimensions of what groups each text fell into."""
    rows = len(labels[0])
    columns = np.stack([one + run * k for run, one in enumerate(labels)], axis=1).ravel()
    weights = 1 / np.sqrt(np.maximum(np.bincount(columns, minlength=k * len(labels)), 1))
    bounds = np.arange(rows + 1) * len(labels)
    shape = (rows, k * len(labels))
    table = sp.csr_matrix((weights[columns].astype(np.float32), columns, bounds), shape=shape)
    _, _, axes = randomized_svd(table, max(1, min(k, rows - 1)), random_state=seed)
    return unit(table @ axes.T).astype(np.float32)


def spherical(vectors: Vectors, k: int, seed: int, starts: int = STARTS) -> NDArray[np.int32]:
    """Spherical k-means (Dhillon & Modha 2001), the best of several starts by k-means++.

    Parameters
    ----------
    vectors
        (n, d) rows of length 1.

    Returns
    -------
    NDArray
        (n,) labels from 0 to k - 1.
    """
    rng = np.random.default_rng(seed)
    best = max((_one_start(vectors, k, rng) for _ in range(starts)), key=lambda found: round(found[0], 6))
    return best[1]


def _one_start(vectors: Vectors, k: int, rng: np.random.Generator) -> tuple[float, NDArray[np.int32]]:
    """Mean cosine reached, and labels."""
    centres = vectors[_seeds(vectors, k, rng)]
    label = np.full(len(vectors), -1, np.int32)
    for _ in range(TURNS):
        cosines = vectors @ centres.T
        before, label = label, cosines.argmax(axis=1).astype(np.int32)
        if np.array_equal(before, label):
            break
        reached = cosines[np.arange(len(label)), label]
        label = filled(label, reached, k)
        centres = means(vectors, label, k)
    return float(reached.mean()), label


def _seeds(vectors: Vectors, k: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Rows far from one another (greedy k-means++, Arthur & Vassilvitskii 2007)."""
    chosen = [int(rng.integers(len(vectors)))]
    gap = np.maximum(1 - vectors @ vectors[chosen[0]], 0)
    for _ in range(k - 1):
        odds = gap.astype(np.float64) + TINY
        tried = rng.choice(len(vectors), 2 + int(np.log(k)), p=odds / odds.sum())
        gaps = np.minimum(gap[:, None], 1 - vectors @ vectors[tried].T)
        best = int(gaps.sum(axis=0, dtype=np.float64).argmin())
        chosen.append(int(tried[best]))
        gap = np.maximum(gaps[:, best], 0)
    return np.array(chosen)


def filled(label: NDArray[np.int32], reached: Vectors, k: int) -> NDArray[np.int32]:
    """Give each empty group the text worst placed in a group of two texts or more."""
    sizes = np.bincount(label, minlength=k)
    empty = iter(np.flatnonzero(sizes == 0).tolist())
    if sizes.all():
        return label
    label = label.copy()
    group = next(empty, None)
    for row in np.argsort(reached, kind="stable").tolist():
        if group is None:
            break
        if sizes[label[row]] > 1:
            sizes[label[row]] -= 1
            label[row], group = group, next(empty, None)
    return label


def means(vectors: Vectors, label: NDArray[np.int32], k: int) -> Vectors:
    """(k, d) mean directions, of length 1."""
    ones = np.ones(len(label), np.float32)
    members = sp.csr_matrix((ones, (label, np.arange(len(label)))), shape=(k, len(label)))
    return unit(members @ vectors).astype(np.float32)


def nearest_centre(vectors: Vectors, centres: Vectors) -> NDArray[np.int32]:
    """(n,) the centre nearest to each row."""
    found: Iterator[NDArray[np.int32]] = (
        (vectors[piece] @ centres.T).argmax(axis=1).astype(np.int32) for piece in slices(len(vectors))
    )
    return np.concatenate([np.zeros(0, np.int32), *found])
