"""The two directions along which opinions differ most: principal components of votes, gaps left as gaps.

Missing votes filled with the mean of their statement and then centred are zeros: the centred matrix is as
sparse as the votes, and no dense matrix of participants by statements is ever made.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, eigh_tridiagonal
from scipy.sparse import csr_array

from parvis.analysis.opinion.arrays import Flags, Floats
from parvis.analysis.opinion.results import Counts
from parvis.analysis.opinion.votes import Votes

AXES = 2
NEIGHBOURS = 12
GRAM_STATEMENTS = 500
GRAM_PRODUCTS = 5e7
SINGLE_PRECISION = 1_000_000
MOST_STEPS = 300
STEPS_BETWEEN_CHECKS = 3

Product = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class Space:
    """The plane of opinions. Axes beyond the rank of the votes are zero."""

    mean: Floats
    """(m,) mean vote on each statement; 0 where it is left out or nobody voted."""
    axes: Floats
    """(2, m) unit vectors, strongest first; the largest loading of each is positive."""
    strength: Floats
    """(2,) eigenvalues: sums of squares along each axis."""
    variance: tuple[float, float]
    """Share of the whole that each carries, 0 to 1."""
    vectors: Floats
    """(a, m) at most 12 first eigenvectors of the Gram matrix (scaled in sparse mode): how axes may turn."""
    noise: float = 0.0
    """Mean square of a centred vote; used in sparse mode."""
    sparse: bool = False

    @property
    def concentration(self) -> float:
        """Number of statements that the narrower axis rests on: 1 / sum of v^4 (participation ratio)."""
        fourth = (self.axes**4).sum(axis=1)
        return float((1 / fourth[fourth > 0]).min(initial=np.inf))


@dataclass(frozen=True, slots=True)
class Centred:
    """Votes minus the mean of their statement, as sparse as the votes."""

    matrix: csr_array
    """(n, m), in single precision above a million votes."""
    mean: Floats
    """(m,)"""
    seen: NDArray[np.int64]
    """(m,) votes on each statement; 0 where it is left out."""

    def rows(self, first: int, last: int) -> csr_array:
        """Participants `first` to `last` (excluded), without copying their votes."""
        edge = self.matrix.indptr[first : last + 1]
        part = slice(edge[0], edge[-1])
        parts = (self.matrix.data[part], self.matrix.indices[part], edge - edge[0])
        return csr_array(parts, shape=(last - first, self.matrix.shape[1]))

    @property
    def total(self) -> float:
        """Sum of squares."""
        data = self.matrix.data
        return float(np.dot(data, data))

    @property
    def tolerance(self) -> float:
        """Relative error that is left on an axis."""
        return 1e-4 if self.matrix.dtype == np.float32 else 1e-9


def centre(votes: Votes, totals: Counts, left_out: Flags) -> Centred:
    """Centre votes.

    Parameters
    ----------
    votes, totals
        (n, m) votes, and their counts over everybody.
    left_out
        (m,) statements that count as 0 for everybody: refused by moderation, or about the consultation.

    Returns
    -------
    Centred
        (n, m), as sparse as the votes.
    """
    seen = np.where(left_out, 0, totals.seen[0])
    mean = np.where(left_out, 0, totals.agree[0] - totals.disagree[0]) / np.maximum(seen, 1)
    precision = np.float32 if votes.size > SINGLE_PRECISION else np.float64
    data = mean.astype(precision)[votes.statements]
    np.subtract(votes.values, data, out=data)
    if left_out.any():
        data[left_out[votes.statements]] = 0
    return Centred(csr_array((data, votes.statements, votes.starts), shape=votes.shape), mean, seen)


def components(centred: Centred, start: Floats | None = None) -> Space:
    """The first two principal components.

    Parameters
    ----------
    centred
        (n, m)
    start
        (m,) where to search from, such as the sum of earlier axes; by default a fixed vector.

    Returns
    -------
    Space
        Two axes, zero beyond the rank.

    Notes
    -----
    The Gram matrix where statements are few, otherwise Lanczos (1950): a few dozen products by the matrix.
    """
    matrix = centred.matrix
    m = matrix.shape[1]
    products = float((np.diff(matrix.indptr).astype(np.float64) ** 2).sum())
    if m <= GRAM_STATEMENTS and products <= GRAM_PRODUCTS:
        strength, axes = _by_gram(matrix)
    else:
        strength, axes = leading(gram_product(matrix), start_vector(m, start), centred.tolerance)
    return plain_space(centred, strength, axes)


def plain_space(centred: Centred, strength: Floats, axes: Floats) -> Space:
    """The plane of the first two of a eigenvalues and their vectors, (a,) and (a, m)."""
    vectors = axes * (centred.seen > 0)
    strength, axes = two_axes(strength, vectors)
    return Space(centred.mean, oriented(axes), strength, shares(strength, centred.total), vectors)


def gram_product(matrix: csr_array) -> Product:
    """x -> C'C x, in the precision of C."""
    transposed = matrix.T
    return lambda x: (transposed @ (matrix @ x.astype(matrix.dtype))).astype(np.float64)


def leading(product: Product, start: Floats, tolerance: float) -> tuple[Floats, Floats]:
    """The largest eigenvalues of a symmetric operator and their vectors, by Lanczos.

    Parameters
    ----------
    product
        x -> A x, (m,) to (m,).
    start
        (m,) not zero.
    tolerance
        Residual that is accepted on the first two, relative to the largest eigenvalue.

    Returns
    -------
    (a,), (a, m)
        Largest first: two to the tolerance, and up to ten more as near as they came. Fewer where the vectors
        reached from `start` span fewer dimensions.

    Notes
    -----
    Every vector is orthogonalised against all earlier ones, twice: no ghost eigenvalue, and the same result
    on every run. At most 300 steps; what is found by then is given back.
    """
    basis = np.empty((min(len(start), MOST_STEPS), len(start)))
    basis[0] = start / np.linalg.norm(start)
    diagonal: list[float] = []
    beside: list[float] = []
    for step in range(len(basis)):
        image = product(basis[step])
        diagonal.append(float(basis[step] @ image))
        for _ in range(2):
            image -= basis[: step + 1].T @ (basis[: step + 1] @ image)
        beside.append(float(np.linalg.norm(image)))
        last = step + 1 == len(basis) or beside[-1] <= 1e-12 * max(map(abs, diagonal))
        if last or step % STEPS_BETWEEN_CHECKS == 0:
            values, vectors = eigh_tridiagonal(np.array(diagonal), np.array(beside[:-1]))
            residual = beside[-1] * np.abs(vectors[-1, -AXES:]).max()
            if last or (step >= AXES and residual <= tolerance * np.abs(values[-1])):
                break
        basis[step + 1] = image / beside[-1]
    top = vectors.T[::-1][:NEIGHBOURS].astype(np.float64)
    return values[::-1][:NEIGHBOURS].astype(np.float64), top @ basis[: step + 1]


def oriented(axes: Floats) -> Floats:
    """The same axes, the largest loading of each made positive (near-equal ones: the first)."""
    largest = np.abs(axes).round(7).argmax(axis=1)
    sign = np.where(axes[np.arange(len(axes)), largest] < 0, -1.0, 1.0)
    return axes * sign[:, None]


def _by_gram(matrix: csr_array) -> tuple[Floats, Floats]:
    gram = (matrix.T @ matrix).toarray().astype(np.float64)
    m = len(gram)
    values, vectors = eigh(gram, subset_by_index=[max(0, m - NEIGHBOURS), m - 1])
    return values[::-1], vectors.T[::-1]


def aligned(space: Space, axes: Floats) -> Space:
    """The same plane, its axes turned the way of former ones, (2, m): a map that does not flip."""
    sign = np.where((space.axes * axes).sum(axis=1) < 0, -1.0, 1.0)
    return replace(space, axes=space.axes * sign[:, None])


def start_vector(m: int, given: Floats | None) -> Floats:
    """`given` unless it is zero; a little of a fixed random vector, so that no direction is out of reach."""
    fixed = np.random.default_rng(0).standard_normal(m)
    if given is None or not given.any():
        return fixed
    return given / np.linalg.norm(given) + 1e-3 * fixed / np.linalg.norm(fixed)


def two_axes(strength: Floats, axes: Floats) -> tuple[Floats, Floats]:
    """The first two axes, exactly: those without strength are zero."""
    first = strength[:AXES]
    kept = np.flatnonzero(first > 1e-9 * max(float(first.max(initial=0.0)), 1e-9))
    found = np.zeros((AXES, axes.shape[1]))
    found[: len(kept)] = axes[kept]
    return np.pad(first[kept], (0, AXES - len(kept))), found


def shares(strength: Floats, total: float) -> tuple[float, float]:
    """Strengths as shares of a total: each, and both together, 0 to 1."""
    part = strength / (total or 1.0)
    first, second = (part / max(1.0, float(part.sum()))).tolist()
    return first, second
