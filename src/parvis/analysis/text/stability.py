"""Would the same topics be found with other texts of the same kind?

Topics are worked out anew from resamples, all texts are placed in them, and compared with the topics to be
judged: one by one (best Jaccard similarity, Hennig 2007) and as a whole (adjusted Rand index, Hubert & Arabie
1985).
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.text.chunks import spread
from parvis.analysis.text.clusters import Vectors, contrast, smooth, spherical
from parvis.analysis.text.mixture import Texts, place, settle

RESAMPLES = 8
ROWS = 5_000
SHARE = 0.5
STARTS = 3
PASSES = 5


@dataclass(frozen=True, slots=True)
class Stability:
    """How well topics come back."""

    topics: NDArray[np.float64]
    """(k,) mean best Jaccard similarity of each, 0 to 1."""
    whole: float
    """Mean adjusted Rand index, -1 to 1."""


def stability(
    texts: Texts,
    vectors: Vectors,
    graph: sp.csr_matrix,
    label: NDArray[np.int32],
    *,
    k: int,
    seed: int,
) -> Stability:
    """Compare topics with those of resamples of half of the texts, 5,000 at most.

    Parameters
    ----------
    texts, vectors, graph
        The n texts of the sample, their vectors (not smoothed) and the links between neighbours.
    label
        (n,) topic of each, to be judged.
    """
    if k < 2:
        return Stability(np.ones(k), 1.0)
    seeds = np.random.SeedSequence([seed, 1]).generate_state(RESAMPLES).tolist()
    pieces = ((texts, vectors, graph, k, one) for one in seeds)
    jaccards, wholes = [], []
    for other in spread(_again, pieces):
        jaccards.append(best_jaccard(label, other, k))
        wholes.append(adjusted_rand_score(label, other))
    return Stability(np.mean(jaccards, axis=0), float(np.mean(wholes)))


def best_jaccard(label: NDArray[np.int32], other: NDArray[np.int32], k: int) -> NDArray[np.float64]:
    """(k,) for each group of `label`, its greatest Jaccard similarity with a group of `other`."""
    shared = overlaps(label, other, k, int(other.max(initial=0)) + 1)
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
    return np.asarray((shared / np.maximum(either, 1)).max(axis=1))


def overlaps(
    label: NDArray[np.integer], other: NDArray[np.integer], rows: int, columns: int
) -> NDArray[np.int64]:
    """(rows, columns) texts that two groupings have in common, group by group."""
    cells = np.bincount(label.astype(np.int64) * columns + other, minlength=rows * columns)
    return cells.reshape(rows, columns)


def _again(texts: Texts, vectors: Vectors, graph: sp.csr_matrix, k: int, seed: int) -> NDArray[np.int32]:
    """(n,) topics worked out from a resample, in which all texts are placed."""
    rng = np.random.default_rng(seed)
    size = max(min(ROWS, int(SHARE * len(texts))), min(k, len(texts)))
    rows = np.sort(rng.choice(len(texts), size, replace=False))
    smoothed = contrast(smooth(vectors[rows], sp.csr_matrix(graph[rows][:, rows])))
    part = texts.take(rows)
    mixture, _ = settle(part, spherical(smoothed, k, seed, STARTS), k, passes=PASSES)
    return place(texts, mixture).label
