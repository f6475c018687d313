"""A draft synthesis by extraction: counts, and words of people, each with its sources.

The draft is for an analyst to correct: it orders what was written, and adds nothing to it.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis import findings, quotes
from parvis.analysis.synthesis.results import Coverage, Draft, Finding, TopicDraft
from parvis.analysis.synthesis.sentences import stem, words
from parvis.analysis.synthesis.shelf import Shelf, distinct, typical_first
from parvis.analysis.synthesis.sources import Corpus
from parvis.analysis.synthesis.titles import phrases, titles
from parvis.analysis.text.results import Topics
from parvis.analysis.text.stopwords import STOPWORDS

Progress = Callable[[int, int], None]
Rows = NDArray[np.int32]
NAMED_FROM, CHILD_NAMED_FROM = 200, 60
"""Documents read to find the title of a topic, and of a subtopic: the cost does not grow with the corpus."""


def draft(corpus: Corpus, topics: Topics, *, progress: Progress | None = None) -> Draft:
    """Draw a draft synthesis from texts and their topics.

    Parameters
    ----------
    corpus
        The n documents, with the votes and arguments that are known.
    topics
        Their topics: `parvis.analysis.text.topics(corpus.texts)`.
    progress
        Told (topics done, topics) as the work goes.

    Raises
    ------
    AnalysisError
        `unequal_lengths` when the topics are those of other texts; `quote_not_verbatim` when a quote is not in
        its source, which would be a fault of this module.
    """
    if len(topics.topic) != len(corpus.texts):
        message = f"{len(topics.topic)} topics for {len(corpus.texts)} texts"
        raise AnalysisError(
            "unequal_lengths", message, column="topics", length=len(topics.topic), expected=len(corpus.texts)
        )
    members = [_rows(topics.topic, number) for number in range(topics.k)]
    named = _titles(corpus, topics, members)
    drawn = []
    for number, rows in enumerate(members):
        drawn.append(_topic(corpus, topics, number, rows, named))
        if progress:
            progress(number + 1, topics.k)
    result = Draft(tuple(drawn), _coverage(topics, drawn), tuple(_opening(corpus, topics)))
    _verify(result, corpus)
    return result


def _rows(labels: NDArray[np.int32], number: int) -> Rows:
    return np.flatnonzero(labels == number).astype(np.int32)


def _topic(
    corpus: Corpus, topics: Topics, number: int, rows: Rows, named: dict[int, tuple[str, ...]]
) -> TopicDraft:
    topic = topics.topics[number]
    telling = frozenset(stem(word) for text in (*topic.words, *named[number]) for word in words(text))
    shelf = Shelf(corpus, topics, typical_first(topics, rows), telling)
    readable = int((~topics.contentless).sum())
    # What comes first here takes its quotes first: what was judged, then what is typical, then what is rare.
    supported = findings.supported(shelf, rows)
    opposed = findings.opposed(shelf, rows)
    said = [*findings.said(shelf, topic, rows, readable, named), *supported]
    minority = findings.minority(shelf, topic, rows, named)
    below = {child.id: named[child.id] for child in topics.children(number)}
    return TopicDraft(number, named[number], tuple(said), tuple(opposed), tuple(minority), below)


def _titles(corpus: Corpus, topics: Topics, members: Sequence[Rows]) -> dict[int, tuple[str, ...]]:
    """Titles of topics against each other, then of subtopics against those beside them."""
    stop = _function_words(topics)

    @cache
    def read(row: int) -> dict[tuple[str, ...], str]:
        return phrases(f"{corpus.title(row)}. {corpus.texts[row]}", stop)

    def sample(rows: Rows, limit: int) -> list[dict[tuple[str, ...], str]]:
        return [read(row) for row in typical_first(topics, rows)[:limit].tolist()]

    named = dict(enumerate(titles([sample(rows, NAMED_FROM) for rows in members])))
    for number in range(topics.k):
        children = topics.children(number)
        below = titles([sample(_rows(topics.subtopic, child.id), CHILD_NAMED_FROM) for child in children])
        named |= {child.id: title for child, title in zip(children, below, strict=True)}
    return {number: title or topics.topics[number].words[:3] for number, title in named.items()}


def _function_words(topics: Topics) -> frozenset[str]:
    """Those of the languages in which one text in twenty at least is written."""
    codes, counts = np.unique(topics.language, return_counts=True)
    common = {code for code, count in zip(codes.tolist(), counts, strict=True) if 20 * count >= counts.sum()}
    return frozenset().union(*(words for code, words in STOPWORDS.items() if code in common))


def _opening(corpus: Corpus, topics: Topics) -> list[Finding]:
    read = np.flatnonzero(~topics.contentless).astype(np.int32)
    apart = np.flatnonzero(topics.contentless).astype(np.int32)
    counted = findings.sentence("read", read, documents=len(corpus.texts), topics=topics.k)
    found = [Finding(counted)]
    if len(apart):
        found.append(Finding(findings.sentence("contentless", apart, documents=len(apart))))
    different = distinct(topics, read)
    if different < len(read):
        copied = read[topics.group[read] >= 0]
        found.append(Finding(findings.sentence("copies", copied, documents=len(copied), different=different)))
    return found


def _coverage(topics: Topics, drawn: Sequence[TopicDraft]) -> Coverage:
    rows = {quote.row for topic in drawn for found in topic.findings() for quote in found.quotes}
    cited = np.array(sorted(rows), np.int32)
    part = np.where(topics.subtopic >= 0, topics.subtopic, topics.topic)
    shown = np.isin(part, part[cited]) & ~topics.contentless
    groups = topics.group[cited]
    same = np.isin(topics.group, groups[groups >= 0])
    same[cited] = True
    quoted_topics = sum(any(found.quotes for found in topic.findings()) for topic in drawn)
    readable = int((~topics.contentless).sum())
    return Coverage(
        topics.k, quoted_topics, readable, int(shown.sum()), int((same & ~topics.contentless).sum())
    )


def _verify(result: Draft, corpus: Corpus) -> None:
    everything = (*result.opening, *(found for topic in result.topics for found in topic.findings()))
    for found in everything:
        for quote in found.quotes:
            quotes.verify(quote, corpus)
