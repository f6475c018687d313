"""How many topics: the fewest that hold together the texts that are near one another.

Texts are linked to their nearest neighbours. A grouping is coherent when more links stay within its groups
than chance would have it: that is its modularity (Newman & Girvan 2004). Too few topics join texts that are
not linked, too many cut texts that are. Each grouping is learnt from a part of the texts and judged on the
links of all of them. Coherence is a broad hill as the number of topics grows: the number proposed is where
its top begins.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.text.chunks import silent, spread
from parvis.analysis.text.clusters import Vectors, group_part

NUMBERS = (2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 100)
SMALLEST = 6
"""Texts in a topic of mean size, at least."""
PARTS = 6
"""Groupings of each number, each learnt from a part of the texts; twice as many where texts are few."""
PART_ROWS = 4_000
PART_SHARE = 0.8
NEAR_BEST = 0.995
"""A number is good enough when its coherence is this share of the best one's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What groupings into k topics are worth."""

    k: int
    coherence: float
    """Mean modularity over the links of all texts, below 1; 0 is chance."""
    stability: float
    """Mean adjusted Rand index between groupings learnt from different parts, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The number proposed, and what it was chosen among."""

    k: int
    candidates: tuple[Candidate, ...]


def choose(
    smoothed: Vectors,
    graph: sp.csr_matrix,
    seed: int,
    *,
    most: int = NUMBERS[-1],
    parts: int | None = None,
    tell: Callable[[float], None] = silent,
) -> Choice:
    """The smallest number of topics whose coherence is within half a per cent of the best.

    Parameters
    ----------
    smoothed
        (n, d) vectors of length 1; see `clusters.smooth`.
    graph
        (n, n) links between neighbours; see `clusters.neighbours`.
    most
        Greatest number considered.
    parts
        Groupings of each number; by default 6, or 12 up to 4,000 texts.

    Returns
    -------
    Choice
        One topic, without candidates, where texts are too few to tell.
    """
    numbers = [k for k in NUMBERS if k <= min(most, len(smoothed) // SMALLEST)]
    parts = parts or (PARTS if len(smoothed) > PART_ROWS else 2 * PARTS)
    candidates: list[Candidate] = []
    for k in numbers:
        candidates.append(_weighed(smoothed, graph, k, parts, seed))
        tell(len(candidates) / len(numbers))
    if not candidates:
        return Choice(1, ())
    enough = NEAR_BEST * max(candidate.coherence for candidate in candidates)
    good = [candidate.k for candidate in candidates if round(candidate.coherence - enough, 9) >= 0]
    return Choice(good[0] if good else 1, tuple(candidates))


def _weighed(smoothed: Vectors, graph: sp.csr_matrix, k: int, parts: int, seed: int) -> Candidate:
    seeds = np.random.SeedSequence([seed, k]).generate_state(parts).tolist()
    rows = min(PART_ROWS, int(np.ceil(PART_SHARE * len(smoothed))))
    labels = list(spread(group_part, ((smoothed, k, one, rows) for one in seeds)))
    pairs = [adjusted_rand_score(one, other) for one, other in combinations(labels, 2)]
    coherence = [modularity(graph, label, k) for label in labels]
    return Candidate(k, float(np.mean(coherence)), float(np.mean(pairs)))


def modularity(graph: sp.csr_matrix, label: NDArray[np.int32], k: int) -> float:
    """Share of the links that stay within groups, less what chance would give (Newman & Girvan 2004).

    Parameters
    ----------
    graph
        (n, n) symmetric weights, no loop.
    label
        (n,) groups from 0 to k - 1.

    Returns
    -------
    float
        -0.5 to 1; 0 where there is no link.
    """
    members = sp.csr_matrix((np.ones(len(label)), (label, np.arange(len(label)))), shape=(k, len(label)))
    links = np.asarray((members @ graph.astype(np.float64) @ members.T).todense())
    total = links.sum()
    if total == 0:
        return 0.0
    return float(np.trace(links) / total - ((links.sum(axis=1) / total) ** 2).sum())
