"""What to know first of a draft: what it is about, what is liked, what divides, what to doubt."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.synthesis.findings import FEW_VOTES, judged, least_share, liked, sentence
from parvis.analysis.synthesis.results import Finding, Value
from parvis.analysis.synthesis.shelf import Shelf, typical_first
from parvis.analysis.synthesis.sources import AGAINST, IN_FAVOUR, Corpus
from parvis.analysis.text.results import Topics

Rows = NDArray[np.int32]
Named = dict[int, tuple[str, ...]]

NAMED, SUPPORTED, DISPUTED = 5, 3, 2
"""Topics named, and contributions quoted: what fits a screen."""
BOTH_SIDES = 0.3
"""Share of votes on each side, for and against, from which a contribution is disputed."""
FRAGILE = 0.6
"""Stability under which a topic is one possible way to sort, among others (Hennig 2008)."""
OVERSIZED = 2.0
"""How many times the mean size a topic is, when its texts are the least alike, to be called a remainder."""


def summary(corpus: Corpus, topics: Topics, named: Named) -> tuple[Finding, ...]:
    """Return the findings of a first screen, the topics by size first.

    Parameters
    ----------
    corpus, topics
        n documents and their topics.
    named
        Titles of the topics, by id.
    """
    read = np.flatnonzero(~topics.contentless).astype(np.int32)
    shown = typical_first(topics, read)
    return (
        *_by_size(topics, named, read),
        *_supported(Shelf(corpus, topics, shown), read),
        *_disputed(Shelf(corpus, topics, shown), read),
        *_unstable(topics, read),
        *_fragile(topics, named),
        *_remainder(topics, named, read),
    )


def _by_size(topics: Topics, named: Named, read: Rows) -> list[Finding]:
    if not topics.k:
        return []
    sizes = [topic.size for topic in topics.topics[: topics.k]]
    values: dict[str, Value] = {
        "phrases": tuple(_first(named, number) for number in range(topics.k)[:NAMED]),
        "sizes": tuple(sizes[:NAMED]),
        "others": max(0, topics.k - NAMED),
        "documents": sum(sizes[NAMED:]),
    }
    return [Finding(sentence("by_size", read, **values))]


def _first(named: Named, number: int) -> str:
    """The first phrase of a title; empty where there is none."""
    return next(iter(named[number]), "")


def _supported(shelf: Shelf, read: Rows) -> list[Finding]:
    """The contributions with the most votes for, of the whole."""
    ordered = liked(shelf, read)
    quotes = shelf.title_each(ordered.tolist(), SUPPORTED)
    if not quotes:
        return []
    counted = sentence("most_supported", ordered, documents=len(ordered), shown=len(quotes), least=FEW_VOTES)
    return [Finding(counted, quotes)]


def _disputed(shelf: Shelf, read: Rows) -> list[Finding]:
    """The contributions with many votes on each side, the most certain first; or that there is none."""
    rows, votes = judged(shelf, read)
    if not len(rows):
        return []
    smaller = np.minimum(votes[:, IN_FAVOUR], votes[:, AGAINST])
    torn = smaller >= BOTH_SIDES * votes.sum(axis=1)
    order = np.argsort(-least_share(smaller[torn], votes[torn].sum(axis=1)), kind="stable")
    disputed = rows[torn][order]
    quotes = shelf.title_each(disputed.tolist(), DISPUTED)
    values: dict[str, Value] = {"documents": len(disputed), "judged": len(rows), "least": FEW_VOTES}
    key, sources = ("most_disputed", disputed) if len(disputed) else ("none_disputed", rows)
    return [Finding(sentence(key, sources, share=BOTH_SIDES, **values), quotes)]


def _unstable(topics: Topics, read: Rows) -> list[Finding]:
    if "low_stability" not in topics.notes:
        return []
    return [Finding(sentence("unstable", read, stability=round(topics.stability, 2)))]


def _fragile(topics: Topics, named: Named) -> list[Finding]:
    """Topics that would not come back with other texts of the same kind; not said twice of the whole."""
    ids = [topic.id for topic in topics.topics[: topics.k] if topic.stability < FRAGILE]
    if not ids or (len(ids) == topics.k and "low_stability" in topics.notes):
        return []
    rows = np.flatnonzero(np.isin(topics.topic, ids)).astype(np.int32)
    values: dict[str, Value] = {"documents": len(rows), "fragile": len(ids), "topics": topics.k}
    phrases = tuple(_first(named, number) for number in ids)
    return [Finding(sentence("fragile", rows, phrases=phrases, limit=FRAGILE, **values))]


def _remainder(topics: Topics, named: Named, read: Rows) -> list[Finding]:
    """The largest topic, where its texts are the least alike of all: what fits nowhere else goes there."""
    if topics.k < 3 or topics.topics[0].size < OVERSIZED * len(read) / topics.k:
        return []
    likeness = [round(float(topics.affinity[topics.topic == number].mean()), 6) for number in range(topics.k)]
    if likeness[0] > min(likeness[1:]):
        return []
    rows = np.flatnonzero(topics.topic == 0).astype(np.int32)
    share = len(rows) / len(read)
    return [Finding(sentence("remainder", rows, documents=len(rows), share=share, phrases=named[0][:1]))]
