"""Two runs on the same documents: which topics are the same, and what moved."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text.results import Topics
from parvis.analysis.text.stability import overlaps


@dataclass(frozen=True, slots=True)
class Match:
    """A topic before and the one that is nearest to it after."""

    before: int
    after: int
    shared: int
    """Documents that they have in common."""
    jaccard: float
    """These, over the documents that are in one or the other: 0 to 1."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of topics."""

    matches: tuple[Match, ...]
    """One to one, those that share most first; topics without a document in common are not matched."""
    gone: tuple[int, ...]
    """Topics before without a match."""
    new: tuple[int, ...]
    """Topics after without a match."""
    agreement: float
    """Adjusted Rand index over the documents that have a topic in both, -1 to 1."""
    moved: NDArray[np.int64]
    """Rows of documents that are no longer in the topic matched with theirs, or lost or gained one."""


def compare(before: Topics, after: Topics) -> Comparison:
    """Match the topics of two runs on the same n documents, in the same order.

    The matching is the one that keeps most documents in place (Kuhn 1955, the Hungarian method).

    Raises
    ------
    AnalysisError
        `different_documents` when the runs are not about as many documents.
    """
    if len(before.topic) != len(after.topic):
        raise AnalysisError(
            "different_documents",
            f"one run is about {len(before.topic)} documents, the other about {len(after.topic)}: "
            "compare runs on the same documents",
            before=len(before.topic),
            after=len(after.topic),
        )
    both = (before.topic >= 0) & (after.topic >= 0)
    shared = overlaps(before.topic[both], after.topic[both], before.k, after.k)
    matches = _matches(shared)
    return Comparison(
        matches,
        tuple(sorted(set(range(before.k)) - {match.before for match in matches})),
        tuple(sorted(set(range(after.k)) - {match.after for match in matches})),
        float(adjusted_rand_score(before.topic[both], after.topic[both])) if both.any() else 1.0,
        _moved(before.topic, after.topic, matches),
    )


def _matches(shared: NDArray[np.int64]) -> tuple[Match, ...]:
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
    pairs = zip(*linear_sum_assignment(shared, maximize=True), strict=True)
    found = [
        Match(
            int(row), int(column), int(shared[row, column]), float(shared[row, column] / either[row, column])
        )
        for row, column in pairs
        if shared[row, column]
    ]
    return tuple(sorted(found, key=lambda match: (-match.shared, match.before)))


def _moved(
    before: NDArray[np.int32], after: NDArray[np.int32], matches: tuple[Match, ...]
) -> NDArray[np.int64]:
    becomes = np.full(int(before.max(initial=-1)) + 2, -2)
    becomes[-1] = -1
    for match in matches:
        becomes[match.before] = match.after
    return np.flatnonzero(becomes[before] != after)
