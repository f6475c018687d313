"""Topics as a mixture: each has its own words (a multinomial) and its own direction (a centre).

Classification expectation-maximisation (Celeux & Govaert 1992), in the full space of words as well as in the
short dense one: a text goes where its words are most expected and where it points, topics are worked out anew
from their texts, and so on until few texts move.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text.chunks import silent, slices, spread
from parvis.analysis.text.vectors import Space, unit

PRIOR = 2.0
"""Mass of the whole corpus, spread over the topics, that each topic is mixed with, in topics of mean size."""
SIZE = 0.05
"""Weight of the logarithm of the size of a topic."""
STILL = 0.002
"""Share of texts that move below which the topics are settled."""
FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Mixture:
    """k topics over V' words in a space: enough to place any text."""

    words: NDArray[np.float32]
    """(V', k) log-odds of each word in each topic against the corpus."""
    centres: NDArray[np.float32]
    """(k, dimensions) directions of length 1."""
    bias: NDArray[np.float32]
    """(k,) what the size of a topic is worth."""

    @property
    def k(self) -> int:
        """Number of topics."""
        return len(self.bias)

    def ordered(self, order: NDArray[np.integer]) -> "Mixture":
        """The same topics, numbered in another order (and only those)."""
        words = np.ascontiguousarray(self.words[:, order])
        return Mixture(words, self.centres[order], self.bias[order])


@dataclass(frozen=True, slots=True)
class Placed:
    """Where n texts go."""

    label: NDArray[np.int32]
    """(n,) topic."""
    affinity: NDArray[np.float32]
    """(n,) cosine with the centre of that topic."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to model: n rows over V' words."""

    tfidf: sp.csr_matrix
    """(n, V')"""
    lengths: NDArray[np.float32]
    """(n, blocks) see `Space.lengths`."""
    space: Space
    language: NDArray[np.int32]
    """(V',) language of each word: words are weighed against those of their language only."""

    def __len__(self) -> int:
        return self.tfidf.shape[0]

    def take(self, rows: NDArray[np.integer]) -> "Texts":
        """Some of the texts."""
        return replace(self, tfidf=self.tfidf[rows], lengths=self.lengths[rows])


def gather(tfidf: sp.csr_matrix, space: Space, language: NDArray[np.int32]) -> Texts:
    """Texts ready to be modelled in a space."""
    pieces = spread(space.lengths, ((tfidf[piece],) for piece in slices(tfidf.shape[0])))
    none = np.zeros((0, len(space.blocks)), np.float32)
    return Texts(tfidf, np.concatenate([none, *pieces]), space, language)


def place(texts: Texts, mixture: Mixture) -> Placed:
    """Put each text in the topic where it is most expected; the first of equals."""
    dense = _dense(texts.space, mixture.centres)
    found = list(
        spread(
            _placed,
            (
                (texts.tfidf[piece], texts.lengths[piece], dense, mixture.words, mixture.bias)
                for piece in slices(len(texts))
            ),
        )
    )
    label = np.concatenate([np.zeros(0, np.int32), *(part[0] for part in found)])
    return Placed(label, np.concatenate([np.zeros(0, np.float32), *(part[1] for part in found)]))


def learn(texts: Texts, label: NDArray[np.int32], k: int, prior: float = PRIOR) -> Mixture:
    """Words and centres of k topics, from the texts of each.

    The words of a topic are mixed with those of the corpus, as a Dirichlet prior of `prior` times the mean
    mass of a topic.
    """
    mass, directions = _sums(texts, label, k)
    sizes = np.bincount(label, minlength=k)
    centres = np.hstack(
        [
            np.asarray(total @ block.axes, np.float32)
            for total, block in zip(directions, texts.space.blocks, strict=True)
        ]
    )
    bias = (SIZE * np.log1p(sizes)).astype(np.float32)
    return Mixture(_log_odds(mass, texts.language, prior), unit(centres).astype(np.float32), bias)


def settle(
    texts: Texts,
    label: NDArray[np.int32],
    k: int,
    *,
    passes: int,
    tell: Callable[[float], None] = silent,
) -> tuple[Mixture, Placed]:
    """Learn and place in turn, at most `passes` times; the places are those that the mixture gives."""
    for turn in range(passes):
        mixture = learn(texts, label, k)
        placed = place(texts, mixture)
        moved = float(np.mean(placed.label != label)) if len(texts) else 0.0
        label = placed.label
        tell((turn + 1) / passes)
        if moved < STILL:
            break
    return mixture, placed


def cosines(texts: Texts, mixture: Mixture, label: NDArray[np.int32]) -> NDArray[np.float32]:
    """(n,) cosine of each text with the centre of the topic given for it."""
    dense = _dense(texts.space, mixture.centres)
    found = np.zeros(len(texts), np.float32)
    for piece in slices(len(texts)):
        every = _cosines(texts.tfidf[piece], texts.lengths[piece], dense)
        found[piece] = every[np.arange(len(every)), label[piece]]
    return found


def _dense(space: Space, centres: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """For each block, (V', k) what a word adds to the cosine with each centre, before division by lengths."""
    parts = space.split(centres)
    return [
        np.ascontiguousarray(block.axes @ part.T) for block, part in zip(space.blocks, parts, strict=True)
    ]


def _placed(
    tfidf: sp.csr_matrix,
    lengths: NDArray[np.float32],
    dense: list[NDArray[np.float32]],
    words: NDArray[np.float32],
    bias: NDArray[np.float32],
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    cosine = _cosines(tfidf, lengths, dense)
    label = (np.asarray(tfidf @ words) + cosine + bias).argmax(axis=1).astype(np.int32)
    return label, cosine[np.arange(len(label)), label]


def _cosines(
    tfidf: sp.csr_matrix, lengths: NDArray[np.float32], dense: list[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """(n, k)"""
    parts = [np.asarray(tfidf @ part) / lengths[:, [block]] for block, part in enumerate(dense)]
    return np.asarray(np.sum(parts, axis=0, dtype=np.float32))


def _sums(
    texts: Texts, label: NDArray[np.int32], k: int
) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
    """(k, V') weight of each word in each topic; the same with texts divided by the lengths of each block."""
    pieces = ((texts.tfidf[piece], texts.lengths[piece], label[piece], k) for piece in slices(len(texts)))
    blocks = len(texts.space.blocks)
    totals = np.zeros((1 + blocks, k, texts.tfidf.shape[1]))
    for part in spread(_sum, pieces):
        totals += part
    return totals[0], list(totals[1:])


def _sum(
    tfidf: sp.csr_matrix, lengths: NDArray[np.float32], label: NDArray[np.int32], k: int
) -> NDArray[np.float64]:
    rows = np.arange(len(label))
    scales = [np.ones(len(label)), *(1.0 / lengths.T.astype(np.float64))]
    return np.stack(
        [(sp.csr_matrix((scale, (label, rows)), shape=(k, len(rows))) @ tfidf).toarray() for scale in scales]
    )


def _log_odds(mass: NDArray[np.float64], language: NDArray[np.int32], prior: float) -> NDArray[np.float32]:
    """(V', k) log of how much more a topic uses a word than the corpus does, language by language."""
    mixed = mass + prior * mass.sum(axis=0) / len(mass) + FLOOR
    log_odds = np.empty_like(mixed)
    for one in np.unique(language):
        held = language == one
        part = mixed[:, held]
        whole = part.sum(axis=0)
        log_odds[:, held] = np.log(part / part.sum(axis=1, keepdims=True)) - np.log(whole / whole.sum())
    return np.ascontiguousarray(log_odds.T, np.float32)
