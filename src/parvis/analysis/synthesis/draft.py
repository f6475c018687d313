"""A draft synthesis by extraction: counts, and words of people, each with its sources.

The draft is for an analyst to correct: it orders what was written, and adds nothing to it.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.synthesis import findings, quotes
from parvis.analysis.synthesis.heads import Heads, determiners, gathered
from parvis.analysis.synthesis.results import Coverage, Draft, Finding, TopicDraft
from parvis.analysis.synthesis.sentences import stem, words
from parvis.analysis.synthesis.shelf import Shelf, distinct, typical_first
from parvis.analysis.synthesis.sources import Corpus
from parvis.analysis.synthesis.summary import summary
from parvis.analysis.synthesis.titles import Read, read, titles
from parvis.analysis.text.results import Topic, Topics
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
        `unequal_lengths` when the topics are those of other texts; `quote_not_verbatim` when a quote is not
        in its source, which would be a fault of this module.
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
    opening, first = tuple(_opening(corpus, topics)), summary(corpus, topics, named)
    result = Draft(tuple(drawn), _coverage(topics, drawn), opening, first)
    _verify(result, corpus)
    return result


def titles_of(corpus: Corpus, topics: Topics) -> dict[int, tuple[str, ...]]:
    """The titles alone, as in a draft: at most three phrases for each topic and subtopic, by its id."""
    return _titles(corpus, topics, [_rows(topics.topic, number) for number in range(topics.k)])


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
    codes = _languages(topics)
    stop = frozenset().union(*(STOPWORDS[code] for code in codes if code in STOPWORDS))
    articles = determiners(codes)

    @cache
    def of(row: int) -> Read:
        return read(f"{corpus.title(row)}. {corpus.texts[row]}", stop, articles)

    def sample(rows: Rows, limit: int) -> list[Read]:
        return [of(row) for row in typical_first(topics, rows)[:limit].tolist()]

    samples = [sample(rows, NAMED_FROM) for rows in members]
    heads = gathered(one.usage for texts in samples for one in texts).heads()
    named = dict(enumerate(titles(samples, heads)))
    for number in range(topics.k):
        children = topics.children(number)
        parts = [sample(_rows(topics.subtopic, child.id), CHILD_NAMED_FROM) for child in children]
        below = titles(parts, heads) if len(parts) > 1 else [named[number]] * len(parts)
        named |= {child.id: title for child, title in zip(children, below, strict=True)}
    return {number: title or _words(topics.topics[number], heads) for number, title in named.items()}


def _words(topic: Topic, heads: Heads) -> tuple[str, ...]:
    """The words of a topic in place of its title: those that could begin one, where there are some."""
    return tuple(word for word in topic.words if heads.allow(word))[:3] or topic.words[:3]


def _languages(topics: Topics) -> list[str]:
    """Those in which one text in twenty at least is written."""
    codes, counts = np.unique(topics.language, return_counts=True)
    return [code for code, count in zip(codes.tolist(), counts, strict=True) if 20 * count >= counts.sum()]


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
    for found in result.findings():
        for quote in found.quotes:
            quotes.verify(quote, corpus)
