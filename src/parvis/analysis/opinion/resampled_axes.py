"""How the axes of a large crowd move when others come: a bootstrap of eigenvectors, decomposed only once.

Participants are dealt into blocks, and each block's product by the first eigenvectors is kept: the product of
a resample of blocks is then a sum. Its axes are sought among these eigenvectors (Rayleigh and Ritz), then one
shifted power step turns them toward all others, to first order (Kato 1966, perturbation of eigenvectors, the
other eigenvalues taken as equal to their mean).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.arrays import Floats
from parvis.analysis.opinion.components import AXES, Centred, Space, plain_space
from parvis.analysis.opinion.sparse import scales, sparse_space, squares

BLOCKS = 50


@dataclass(frozen=True, slots=True, eq=False)
class BlockImages:
    """Products of each block's part of the Gram matrix by the first eigenvectors of the whole."""

    centred: Centred
    vectors: Floats
    """(a, m)"""
    images: NDArray[np.float32]
    """(blocks, a, m)"""
    shift: float
    """Mean of the other eigenvalues."""
    sparse: bool

    @classmethod
    def of(cls, centred: Centred, space: Space) -> "BlockImages":
        """One pass over the votes."""
        vectors = space.vectors
        images = np.empty((BLOCKS, *vectors.shape), np.float32)
        for block in range(BLOCKS):
            images[block] = _image(centred, space.sparse, vectors, block)
        carried = float((images.sum(axis=0, dtype=np.float64) * vectors).sum())
        trace = 0.0 if space.sparse else centred.total
        others = max(1, vectors.shape[1] - len(vectors))
        return cls(centred, vectors, images, (trace - carried) / others, space.sparse)

    def resample(self, random: np.random.Generator) -> Space:
        """The plane of opinions of as many blocks drawn with replacement."""
        times = np.bincount(random.integers(0, BLOCKS, BLOCKS), minlength=BLOCKS)
        image = np.tensordot(times.astype(np.float32), self.images, axes=1).astype(np.float64)
        among = image @ self.vectors.T
        strength, turn = np.linalg.eigh((among + among.T) / 2)
        first = slice(None, -AXES - 1, -1)
        step = turn.T[first] @ (image - self.shift * self.vectors)
        made = sparse_space if self.sparse else plain_space
        return made(self.centred, strength[first], np.linalg.qr(step.T)[0].T)


def _image(centred: Centred, sparse: bool, vectors: Floats, block: int) -> Floats:
    """(a, m) of every fiftieth participant."""
    rows = centred.matrix[block::BLOCKS]
    scale = scales(centred) if sparse else np.ones(rows.shape[1])
    scaled = (vectors * scale).T.astype(rows.dtype)
    image = (rows.T @ (rows @ scaled)).T.astype(np.float64) * scale
    diagonal = squares(rows) * scale**2 if sparse else np.zeros(rows.shape[1])
    return np.asarray(image - diagonal * vectors)
