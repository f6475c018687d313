"""Documents to quote: the most typical of a topic, each saying something else."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text.clusters import Vectors

LENGTHS = ((12, 60), (5, 120), (1, 10**9))
"""Words of a good quote, then of those taken when a topic has none."""
CANDIDATES = 60
TYPICAL = 0.7
"""What being typical is worth, beside being unlike the quotes already chosen."""
ALIKE = 0.5
"""Share of words in common from which two quotes say the same."""


def candidates(
    rows: NDArray[np.int64], affinity: NDArray[np.float32], words: NDArray[np.int64]
) -> NDArray[np.int64]:
    """At most 60 documents of good length, the most typical first, then in order.

    Parameters
    ----------
    rows
        Documents of the topic.
    affinity, words
        (n,) of all documents.
    """
    for least, most in LENGTHS:
        held = rows[(words[rows] >= least) & (words[rows] <= most)]
        if len(held):
            break
    order = np.lexsort((held, -np.round(affinity[held], 6)))
    return held[order[:CANDIDATES]]


def marginal(
    relevance: NDArray[np.floating], vectors: Vectors, alike: NDArray[np.bool_], count: int
) -> list[int]:
    """Maximal marginal relevance (Carbonell & Goldstein 1998).

    Each choice is the one with the highest 0.7 relevance - 0.3 similarity to the choices before; none is
    `alike` one of them.

    Parameters
    ----------
    relevance
        (m,) how typical each candidate is.
    vectors
        (m, d) of length 1.
    alike
        (m, m) pairs that may not be chosen together.

    Returns
    -------
    list
        Positions of `count` candidates at most.
    """
    chosen: list[int] = []
    open_ = np.ones(len(relevance), bool)
    nearest = np.zeros(len(relevance))
    while open_.any() and len(chosen) < count:
        scores = np.where(open_, TYPICAL * relevance - (1 - TYPICAL) * nearest, -np.inf)
        best = int(np.round(scores, 6).argmax())
        chosen.append(best)
        similarity = vectors @ vectors[best]
        nearest = np.maximum(nearest, similarity) if len(chosen) > 1 else similarity
        open_ &= ~alike[best]
        open_[best] = False
    return chosen


def same_words(counts: sp.csr_matrix) -> NDArray[np.bool_]:
    """(m, m) pairs of texts that share half of their words or more."""
    held = sp.csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), shape=counts.shape)
    shared = (held @ held.T).toarray()
    sizes = np.diff(held.indptr)
    either = sizes[:, None] + sizes - shared
    return np.asarray(shared >= ALIKE * np.maximum(either, 1))
