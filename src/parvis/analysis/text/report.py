"""From groups of texts to what a person reads: topics with words, quotes, sizes, and their cuts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text import quotes
from parvis.analysis.text.mixture import Placed, Texts
from parvis.analysis.text.modelling import Found
from parvis.analysis.text.results import Level, Topic
from parvis.analysis.text.tree import levels
from parvis.analysis.text.words import counts_by_topic, log_odds, top_words

QUOTES = 5
SUBTOPIC_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Corpus:
    """What m modelled texts are, besides their vectors."""

    rows: NDArray[np.int64]
    """(m,) documents."""
    copies: NDArray[np.int64]
    """(m,) documents that each stands for."""
    words: NDArray[np.int64]
    """(m,) words of each."""
    counts: sp.csr_matrix
    """(m, V')"""
    names: Sequence[str]
    """(V',)"""


@dataclass(frozen=True, slots=True)
class Report:
    """Topics, their cuts, and the subtopic of each of the m texts."""

    topics: tuple[Topic, ...]
    levels: tuple[Level, ...]
    subtopic: NDArray[np.int32]


def report(found: Found, corpus: Corpus) -> Report:
    """Describe topics, then their subtopics."""
    k = found.mixture.k
    described = _described(found.texts, corpus, found.placed, k, QUOTES)
    main = [
        Topic(i, None, size, words, quoted, float(found.stability.topics[i]))
        for i, (size, words, quoted) in enumerate(described)
    ]
    below: list[Topic] = []
    subtopic = np.full(len(corpus.rows), -1, np.int32)
    for topic in main:
        members = np.flatnonzero(found.placed.label == topic.id)
        subtopic[members] = k + len(below) + found.splits[topic.id].placed.label
        below += _children(found, corpus, topic, members, k + len(below))
    every = (*main, *below)
    return Report(every, levels(every, found.mixture.centres), subtopic)


def _children(
    found: Found, corpus: Corpus, topic: Topic, members: NDArray[np.int64], first: int
) -> list[Topic]:
    split = found.splits[topic.id]
    if split.mixture.k == 1:
        return [Topic(first, topic.id, topic.size, topic.words, topic.quotes, topic.stability)]
    described = _described(
        found.texts.take(members), part(corpus, members), split.placed, split.mixture.k, SUBTOPIC_QUOTES
    )
    return [
        Topic(first + i, topic.id, size, words, quoted, float(split.stability[i]))
        for i, (size, words, quoted) in enumerate(described)
    ]


def part(corpus: Corpus, members: NDArray[np.int64]) -> Corpus:
    """Some of the texts."""
    return Corpus(
        corpus.rows[members],
        corpus.copies[members],
        corpus.words[members],
        corpus.counts[members],
        corpus.names,
    )


def _described(
    texts: Texts, corpus: Corpus, placed: Placed, k: int, count: int
) -> list[tuple[int, tuple[str, ...], tuple[int, ...]]]:
    """Documents, words and quotes of each group."""
    sizes = np.bincount(placed.label, weights=corpus.copies, minlength=k).astype(int)
    by_topic = counts_by_topic(corpus.counts, placed.label, k)
    scores = log_odds(by_topic) if k > 1 else by_topic
    order = np.argsort(placed.label, kind="stable")
    bounds = np.searchsorted(placed.label[order], np.arange(k + 1))
    return [
        (
            int(sizes[i]),
            top_words(scores[i], corpus.names),
            _quoted(texts, corpus, placed, order[bounds[i] : bounds[i + 1]], count),
        )
        for i in range(k)
    ]


def _quoted(
    texts: Texts, corpus: Corpus, placed: Placed, members: NDArray[np.int64], count: int
) -> tuple[int, ...]:
    chosen = quotes.candidates(members, placed.affinity, corpus.words)
    vectors = texts.space.vectors(texts.tfidf[chosen])
    alike = quotes.same_words(corpus.counts[chosen])
    places = quotes.marginal(placed.affinity[chosen], vectors, alike, count)
    return tuple(int(corpus.rows[chosen[place]]) for place in places)
