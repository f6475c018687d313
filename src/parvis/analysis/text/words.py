"""The words that tell a topic from the others."""

from collections.abc import Sequence
from itertools import takewhile

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.accents import bare

WORDS = 10
PRIOR = 0.01
"""Weight of the corpus in the prior, as a share of its counts."""
KIN = 0.82
"""Share of the shorter word that two words of one family begin with in common."""
ENDING = 3
"""Letters that may follow, in each."""


def counts_by_topic(counts: sp.csr_matrix, label: NDArray[np.int32], k: int) -> NDArray[np.float64]:
    """(k, V') texts of each topic that hold each word; rows labelled -1 are left out."""
    rows = np.flatnonzero(label >= 0)
    shape = (k, counts.shape[0])
    members = sp.csr_matrix((np.ones(len(rows), np.float32), (label[rows], rows)), shape=shape)
    held = sp.csr_matrix((np.ones_like(counts.data), counts.indices, counts.indptr), shape=counts.shape)
    return np.asarray((members @ held).toarray(), np.float64)


def log_odds(by_topic: NDArray[np.float64], prior: float = PRIOR) -> NDArray[np.float64]:
    """Log-odds of each word in a topic against the rest, over its standard error (Monroe et al. 2008).

    An informative Dirichlet prior, `prior` times the counts of the whole, keeps rare words modest.

    Parameters
    ----------
    by_topic
        (k, V') counts.

    Returns
    -------
    NDArray
        (k, V') z scores; -inf where a topic does not hold the word.
    """
    total = by_topic.sum(axis=0)
    alpha = prior * total + 1e-9
    mass = by_topic.sum(axis=1, keepdims=True)
    rest, rest_mass = total - by_topic, total.sum() - mass
    inside = np.log(by_topic + alpha) - np.log(mass + alpha.sum() - by_topic - alpha)
    outside = np.log(rest + alpha) - np.log(rest_mass + alpha.sum() - rest - alpha)
    scores = (inside - outside) / np.sqrt(1 / (by_topic + alpha) + 1 / (rest + alpha))
    return np.where(by_topic > 0, scores, -np.inf)


def top_words(scores: NDArray[np.float64], names: Sequence[str], count: int = WORDS) -> tuple[str, ...]:
    """The words with the highest scores, one of each family; fewer where a topic has fewer.

    Parameters
    ----------
    scores
        (V',) of one topic.
    """
    chosen: list[str] = []
    for column in np.argsort(-np.round(scores, 9), kind="stable")[: 20 * count].tolist():
        if len(chosen) == count or scores[column] == -np.inf:
            break
        if not any(kin(names[column], other) for other in chosen):
            chosen.append(names[column])
    return tuple(chosen)


def kin(one: str, other: str) -> bool:
    """Whether two words are of one family, such as a singular and its plural: *fiscal*, *fiscaux*."""
    one, other = bare(one), bare(other)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    shortest, longest = sorted((len(one), len(other)))
    return shared >= max(4, KIN * shortest) and longest - shared <= ENDING
