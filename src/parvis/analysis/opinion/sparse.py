"""Components where participants saw few statements in common: the noise of popular statements taken out.

At 1 % density the variance of a centred vote is nearly all noise, which plain components pick up where votes
are many. Scaling statements by 1 / sqrt(n_j) makes their noise alike; dropping the diagonal of their Gram
matrix removes it, as two statements share no noise (Zhang, Cai and Wu 2022, "Heteroskedastic PCA").
"""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_array

from parvis.analysis.opinion.arrays import Floats
from parvis.analysis.opinion.components import (
    Centred,
    Product,
    Space,
    gram_product,
    leading,
    oriented,
    shares,
    start_vector,
    two_axes,
)
from parvis.analysis.opinion.votes import BLOCK, Votes

CONCENTRATED = 5.0
SPARSE_DENSITY = 0.05


def needs_sparse_mode(space: Space, votes: Votes) -> bool:
    """Whether plain components mostly carry the noise of a few statements.

    An axis rests on fewer than 5 statements (participation ratio), and participants saw under 5 % of the
    statements on average: where they saw more, a narrow axis is an opinion, not noise.
    """
    n, m = votes.shape
    return space.concentration < CONCENTRATED and votes.size < SPARSE_DENSITY * n * m


def sparse_components(centred: Centred, start: Floats | None = None) -> Space:
    """Two axes of loadings, in the noise-corrected way.

    Parameters
    ----------
    centred
        (n, m)
    start
        (m,) where to search from.

    Returns
    -------
    Space
        As `sparse_space`.
    """
    begin = start_vector(centred.matrix.shape[1], start)
    return sparse_space(centred, *leading(_without_diagonal(centred), begin, centred.tolerance))


def sparse_space(centred: Centred, strength: Floats, vectors: Floats) -> Space:
    """The plane of the first two of a eigenvalues and vectors of the scaled Gram matrix, (a,) and (a, m).

    Its `axes` are unit vectors, and `strength` the sums of squares of the loadings b_j along each: a centred
    vote is modelled as b_j . f_i + noise, with factors f of unit variance.
    """
    vectors = vectors * (centred.seen > 0)
    strength, first = two_axes(strength, vectors)
    overlap = _overlap(centred.matrix)
    loadings = first * scales(centred) * np.sqrt(strength / overlap)[:, None]
    norms = np.linalg.norm(loadings, axis=1, keepdims=True)
    return Space(
        mean=centred.mean,
        axes=oriented(np.divide(loadings, norms, out=np.zeros_like(loadings), where=norms > 0)),
        strength=norms[:, 0] ** 2,
        variance=shares(strength / overlap, centred.total),
        vectors=vectors,
        noise=centred.total / max(int(centred.seen.sum()), 1),
        sparse=True,
    )


def scales(centred: Centred) -> Floats:
    """(m,) 1 / sqrt(n_j), which makes the noise of all statements alike."""
    return 1 / np.sqrt(np.maximum(centred.seen, 1))


def squares(matrix: csr_array) -> Floats:
    """(m,) sum of squares of each column: the diagonal of the Gram matrix."""
    found = np.zeros(matrix.shape[1])
    for first in range(0, len(matrix.data), BLOCK):
        part = slice(first, first + BLOCK)
        found += np.bincount(matrix.indices[part], weights=matrix.data[part] ** 2, minlength=len(found))
    return found


def ridge_scores(centred: Centred, space: Space, blocks: Iterable[tuple[int, int]]) -> Floats:
    """Positions of participants: best linear prediction of their factors, drawn to 0 where votes are few.

    f_i = (sum over seen j of b_j b_j' + noise I)^-1 times sum over seen j of b_j (x_ij - mu_j).

    Parameters
    ----------
    centred
        (n, m)
    space
        From `sparse_components`.
    blocks
        Ranges of participants to take at a time, which bounds memory.

    Returns
    -------
    ndarray
        (n, 2)
    """
    loadings = space.axes * np.sqrt(space.strength)[:, None]
    loadings = loadings.astype(centred.matrix.dtype)
    products = np.stack([loadings[0] ** 2, loadings[0] * loadings[1], loadings[1] ** 2], axis=1)
    scores = np.empty((centred.matrix.shape[0], 2))
    for first, last in blocks:
        rows = centred.rows(first, last)
        seen = csr_array((np.ones_like(rows.data), rows.indices, rows.indptr), shape=rows.shape)
        toward = (rows @ loadings.T.copy()).astype(np.float64)
        scores[first:last] = _solved((seen @ products).astype(np.float64), toward, max(space.noise, 1e-12))
    return scores


def _solved(products: Floats, toward: Floats, noise: float) -> Floats:
    """Each row's system of two equations."""
    a, b, c = products[:, 0] + noise, products[:, 1], products[:, 2] + noise
    x, y = toward.T
    return np.stack([c * x - b * y, a * y - b * x], axis=1) / (a * c - b * b)[:, None]


def _without_diagonal(centred: Centred) -> Product:
    product, scale = gram_product(centred.matrix), scales(centred)
    diagonal = squares(centred.matrix) * scale**2
    return lambda x: scale * product(scale * x) - diagonal * x


def _overlap(matrix: csr_array) -> float:
    """How often two statements are seen by one participant, over n_j n_k."""
    counts = np.diff(matrix.indptr).astype(np.float64)
    return max(float((counts**2).sum() - counts.sum()), 1.0) / max(float(counts.sum()) ** 2, 1.0)
