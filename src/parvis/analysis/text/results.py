"""What an analysis of texts gives back: frozen, and in the order of the documents that came in.

`n` is the number of documents, `k` the number of topics, `s` the number of subtopics. Rows are positions of
documents in the input, from 0. A document with nothing to read (see `contentless`) has no topic: -1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.text.duplicates import Campaign


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, or one subtopic where `parent` is the id of a topic (None for a topic)."""

    id: int
    parent: int | None
    size: int
    """Documents, near-duplicates counted one by one."""
    words: tuple[str, ...]
    """As people most often write them, the most telling first."""
    quotes: tuple[int, ...]
    """Rows of documents to quote, the most typical first, each saying something else."""
    stability: float
    """Mean best Jaccard similarity over resamples, 0 to 1 (Hennig 2007)."""


@dataclass(frozen=True, slots=True)
class Level:
    """A coarser or finer cut of the same tree: the topics that one group of the cut holds together."""

    name: str
    """coarse, medium or fine."""
    groups: tuple[tuple[int, ...], ...]
    """Ids of topics (of subtopics for `fine`) in each group."""


@dataclass(frozen=True, slots=True)
class Topics:
    """The whole reading of a corpus. Ids of topics are 0..k-1, largest first; of subtopics k..k+s-1."""

    topic: NDArray[np.int32]
    """(n,) id of the topic of each document, -1 where contentless."""
    subtopic: NDArray[np.int32]
    """(n,) id of its subtopic, -1 where contentless."""
    affinity: NDArray[np.float32]
    """(n,) cosine between a document and the centre of its topic, 0 where contentless."""
    contentless: NDArray[np.bool_]
    """(n,) nothing to read: empty, a filler word, a repeated letter."""
    group: NDArray[np.int32]
    """(n,) near-duplicate group, from 0 in order of first appearance; -1 for a text like no other."""
    language: NDArray[np.str_]
    """(n,) ISO 639-1 code, empty where it cannot be told."""
    topics: tuple[Topic, ...]
    """Topics, then subtopics: `topics[i].id == i`."""
    campaigns: tuple[Campaign, ...]
    levels: tuple[Level, ...]
    stability: float
    """Mean adjusted Rand index between the topics and those of resamples, -1 to 1."""
    seed: int
    notes: tuple[str, ...] = field(default=())
    """What the reader must know, as stable keys: few_documents, one_language_only, low_stability..."""

    @property
    def k(self) -> int:
        """Number of topics, subtopics left out."""
        return sum(topic.parent is None for topic in self.topics)

    def children(self, topic: int) -> Sequence[Topic]:
        """Subtopics of a topic, largest first."""
        return [child for child in self.topics if child.parent == topic]
