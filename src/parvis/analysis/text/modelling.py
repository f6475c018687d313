"""Topics of a corpus of weighted words: found on a sample, then all texts are placed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text import number
from parvis.analysis.text.chunks import silent
from parvis.analysis.text.clusters import Vectors, contrast, filled, neighbours, smooth, typical
from parvis.analysis.text.mixture import Mixture, Placed, Texts, place, settle
from parvis.analysis.text.stability import Stability, stability
from parvis.analysis.text.subtopics import Sample, Split, split_all

SAMPLE = 20_000
"""Texts that topics are looked for in; the others are placed in them."""
SAMPLE_PASSES = 15
PASSES = 3
"""Over all texts."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Found:
    """k topics of m texts, numbered from the largest."""

    texts: Texts
    mixture: Mixture
    placed: Placed
    splits: tuple[Split, ...]
    """(k,) subtopics of each topic, numbered from the largest."""
    stability: Stability
    choice: number.Choice | None
    """What the number was chosen among; None when it was asked for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The sample of texts, and what links them."""

    texts: Texts
    rows: NDArray[np.int64]
    """Rows of the sample among all texts, in order."""
    vectors: Vectors
    graph: sp.csr_matrix
    smoothed: Vectors


def sample_rows(tfidf: sp.csr_matrix, seed: int) -> NDArray[np.int64]:
    """Rows that topics are looked for in, in order: 20,000 of those with a word that counts, at most."""
    telling = np.flatnonzero(np.diff(tfidf.indptr))
    if not len(telling):
        return np.arange(tfidf.shape[0])
    return np.sort(np.random.default_rng(seed).permutation(telling)[:SAMPLE])


def find(
    texts: Texts,
    copies: NDArray[np.int64],
    spoken: NDArray[np.int32] | None = None,
    *,
    k: int | None,
    seed: int,
    tell: Progress = silent,
) -> Found:
    """Topics, subtopics and how stable they are.

    Parameters
    ----------
    texts
        m of them, one of each near-duplicate group, m > 0.
    copies
        (m,) documents that each stands for.
    spoken
        (m,) language of each text, where topics must join languages; None where they need not.
    k
        Number of topics; None to look for it. Fewer are found where fewer texts are distinct.
    """
    ground = _ground(texts, sample_rows(texts.tfidf, seed), spoken, tell)
    k, choice = _number(ground, k, seed, tell)
    mixture, placed, label = _topics(ground, texts, k, seed, tell)
    tell("stability", 0.0)
    come_back = stability(ground.texts, ground.vectors, ground.graph, label, k=k, seed=seed)
    order = largest_first(placed.label, copies, k)
    mixture, placed = mixture.ordered(order), renumbered(placed, order)
    tell("subtopics", 0.0)
    sample = Sample(ground.rows, ground.smoothed, ground.graph)
    splits = split_all(texts, placed.label, k, sample, seed)
    inside = [copies[placed.label == topic] for topic in range(k)]
    ordered = tuple(_ordered(split, part) for split, part in zip(splits, inside, strict=True))
    whole = Stability(come_back.topics[order], come_back.whole)
    return Found(texts, mixture, placed, ordered, whole, choice)


def _ground(
    texts: Texts, rows: NDArray[np.int64], spoken: NDArray[np.int32] | None, tell: Progress
) -> Ground:
    tell("neighbours", 0.0)
    part = texts.take(rows)
    vectors = texts.space.vectors(part.tfidf)
    graph = neighbours(vectors, group=None if spoken is None else spoken[rows])
    return Ground(part, rows, vectors, graph, contrast(smooth(vectors, graph)))


def _number(ground: Ground, asked: int | None, seed: int, tell: Progress) -> tuple[int, number.Choice | None]:
    if asked is None:
        choice = number.choose(ground.smoothed, ground.graph, seed, tell=lambda done: tell("number", done))
        return choice.k, choice
    return min(asked, distinct(ground.texts.tfidf)), None


def distinct(tfidf: sp.csr_matrix) -> int:
    """How many rows differ from all others."""
    marks = np.random.default_rng(0).random(tfidf.shape[1])
    return len(np.unique(np.round(tfidf @ marks, 9)))


def _topics(
    ground: Ground, texts: Texts, k: int, seed: int, tell: Progress
) -> tuple[Mixture, Placed, NDArray[np.int32]]:
    """Topics, where all texts go, and where those of the sample went before the others came."""
    tell("topics", 0.0)
    start = typical(ground.smoothed, k, seed)
    mixture, placed = settle(ground.texts, start, k, passes=SAMPLE_PASSES)
    label = placed.label
    if len(ground.texts) < len(texts):
        placed = place(texts, mixture)
        mixture, placed = settle(
            texts, placed.label, k, passes=PASSES - 1, tell=lambda done: tell("topics", done)
        )
    kept = filled(placed.label, placed.affinity, k)
    return mixture, replace(placed, label=kept), label


def largest_first(label: NDArray[np.int32], copies: NDArray[np.int64], k: int) -> NDArray[np.int64]:
    """(k,) groups by the documents that they hold, most first."""
    return np.argsort(-np.bincount(label, weights=copies, minlength=k), kind="stable")


def renumbered(placed: Placed, order: NDArray[np.int64]) -> Placed:
    """Labels once group `order[i]` is called i."""
    names = np.full(int(order.max(initial=-1)) + 1, -1, np.int32)
    names[order] = np.arange(len(order), dtype=np.int32)
    return replace(placed, label=names[placed.label])


def _ordered(split: Split, copies: NDArray[np.int64]) -> Split:
    """Subtopics from the largest; those that the other texts have emptied are left out."""
    order = largest_first(split.placed.label, copies, split.mixture.k)
    order = order[: len(np.unique(split.placed.label))]
    come_back = split.stability[order] if len(split.stability) else split.stability
    return Split(split.mixture.ordered(order), renumbered(split.placed, order), come_back)
