"""Groups of texts alike, from their signatures: connected, then split until each holds together.

Rows are in the order of the hashes of the texts throughout, so that "the first" means the same whatever the
order in which texts came.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from parvis.analysis.text.chunks import spread
from parvis.analysis.text.minhash import BANDS, Family, neighbours, signatures, similarity
from parvis.analysis.text.tokens import Tokens

CANDIDATES = 16
"""Members of a group that may be its centre: those sent most often, then the first."""
ROUNDS = 32
"""Groups that one component may be split into; what is left then stands alone."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Texts with copies made one, in the order of their hashes; m of them."""

    rows: NDArray[np.int64]
    """(m,) first row of each."""
    copies: NDArray[np.int64]
    """(m,) documents that hold exactly these words."""
    number: NDArray[np.int64]
    """Which of the m each readable document is."""


def distinct(hashes: NDArray[np.uint64], readable: NDArray[np.int64]) -> Distinct:
    """Collapse the readable rows whose words hash alike; `hashes` is (n,), `readable` rows of it."""
    _, first, number, copies = np.unique(
        hashes[readable], return_index=True, return_inverse=True, return_counts=True
    )
    return Distinct(readable[first], copies, number)


def signed_rows(
    tokens: Tokens, words: NDArray[np.uint64], rows: NDArray[np.int64], hashing: Family
) -> NDArray[np.uint16]:
    """Signatures of some rows, in their order."""
    wanted = np.zeros(len(tokens.lengths), bool)
    wanted[rows] = True
    place = np.empty(len(rows), np.int64)
    place[np.argsort(rows)] = np.arange(len(rows))
    return signatures(tokens, words, wanted, hashing)[place]


def components(signed: NDArray[np.uint16], threshold: float) -> NDArray[np.int64]:
    """(rows,) component of each row in the graph of pairs that are alike."""
    labels = np.arange(len(signed))
    found = spread(neighbours, ((signed, band) for band in range(BANDS)))
    for one, other in found:
        apart = labels[one] != labels[other]
        left, right = one[apart], other[apart]
        alike = similarity(signed, left, right) >= threshold
        labels = _merged(labels, left[alike], right[alike])
    return labels


def _merged(
    labels: NDArray[np.int64], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int64]:
    edges = (np.ones(len(left), bool), (labels[left], labels[right]))
    graph = sp.coo_matrix(edges, shape=(len(labels), len(labels)))
    return connected_components(graph, directed=False)[1].astype(np.int64)[labels]


def centres(
    signed: NDArray[np.uint16], labels: NDArray[np.int64], copies: NDArray[np.int64], threshold: float
) -> NDArray[np.int64]:
    """(rows,) the row at the centre of the group of each row, itself where it is alone."""
    centres = np.arange(len(signed))
    left = np.flatnonzero(np.bincount(labels, minlength=len(labels))[labels] > 1)
    for _ in range(ROUNDS):
        if not len(left):
            break
        left = left[np.lexsort((-copies[left], labels[left]))]
        found = _most_central(signed, left, labels[left], copies[left])
        near = similarity(signed, left, found) >= threshold
        centres[left[near]] = found[near]
        left = left[~near]
    return centres


def _most_central(
    signed: NDArray[np.uint16],
    members: NDArray[np.int64],
    labels: NDArray[np.int64],
    copies: NDArray[np.int64],
) -> NDArray[np.int64]:
    """The candidate most alike to the documents of each component, given for each of its members."""
    starts = np.flatnonzero(np.concatenate([[True], labels[1:] != labels[:-1]]))
    sizes = np.diff(np.append(starts, len(labels)))
    best, score = members[starts], np.full(len(starts), -1.0)
    for place in range(CANDIDATES):
        wide = np.flatnonzero(sizes > max(place, 2))
        if not len(wide):
            break
        among = np.repeat(sizes > max(place, 2), sizes)
        candidates = members[starts[wide] + place]
        alike = similarity(signed, members[among], np.repeat(candidates, sizes[wide]))
        bounds = np.cumsum(sizes[wide]) - sizes[wide]
        sums = np.add.reduceat(alike * copies[among].astype(np.float64), bounds)
        better = sums > score[wide]
        best[wide[better]], score[wide[better]] = candidates[better], sums[better]
    return np.repeat(best, sizes)


def numbered(keys: NDArray[np.int64]) -> NDArray[np.int32]:
    """Groups of equal keys, numbered in order of first appearance; -1 for a key met once."""
    _, first, number, sizes = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(sizes > 1)
    place = np.full(len(sizes), -1, np.int32)
    place[shared[np.argsort(first[shared])]] = np.arange(len(shared), dtype=np.int32)
    return place[number]
