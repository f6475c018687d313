"""The report of an analysis of texts, ready for its template."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parvis.analysis.synthesis import Corpus, Draft
from parvis.analysis.text.duplicates import Campaign
from parvis.analysis.text.results import Topics
from parvis.ui.charts import percent
from parvis.understanding import notes, synthesis, words
from parvis.understanding.report import Origin, decimals, firmness, render
from parvis.understanding.synthesis import WordedTopic

CONTENTLESS_SHOWN = 12
CAMPAIGNS_SHOWN = 20
SAMPLE = 600
"""Characters shown of the text of a campaign."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A subtopic in the tree."""

    title: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic: its line in the overview, its words and its branches."""

    id: int
    title: str
    size: int
    share: str
    width: str
    words: tuple[str, ...]
    stability: str
    firmness: str
    branches: tuple[Branch, ...]
    draft: WordedTopic

    @property
    def place(self) -> int:
        """Its number for readers, from 1."""
        return self.id + 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A campaign: one text sent many times."""

    documents: int
    variants: int
    sample: str
    reference: str


def topics_report(corpus: Corpus, topics: Topics, draft: Draft, origin: Origin) -> str:
    """Render the report, in the language of the moment, as one self-contained HTML file."""
    entries = _entries(corpus, topics, draft)
    told = {"low_stability"} if draft.summary else set()
    return render(
        "understanding/topics_report.html",
        origin=origin,
        entries=entries,
        families=list(_families(topics, entries)),
        brief=synthesis.word_findings(draft.summary, corpus),
        opening=synthesis.word_findings(draft.opening, corpus),
        campaigns=[_sent(corpus, campaign) for campaign in topics.campaigns[:CAMPAIGNS_SHOWN]],
        more_campaigns=max(0, len(topics.campaigns) - CAMPAIGNS_SHOWN),
        contentless=_contentless(corpus, topics),
        coverage=synthesis.coverage(draft),
        notes=[notes.note(key) for key in (*corpus.notes, *topics.notes) if key not in told],
        stability=decimals(topics.stability),
        figures=_figures(corpus, topics),
        has_votes=corpus.votes is not None,
        has_arguments=bool(corpus.arguments),
    )


def _figures(corpus: Corpus, topics: Topics) -> dict[str, int]:
    return {
        "texts": len(corpus.texts),
        "topics": topics.k,
        "duplicates": int((topics.group >= 0).sum()),
        "groups": int(topics.group.max(initial=-1)) + 1,
        "campaigns": len(topics.campaigns),
        "contentless": int(topics.contentless.sum()),
    }


def _entries(corpus: Corpus, topics: Topics, draft: Draft) -> list[Entry]:
    readable = int((~topics.contentless).sum()) or 1
    largest = max((topic.size for topic in topics.topics), default=1)
    worded = synthesis.word_topics(draft, corpus)
    return [_entry(topics, item, draft, readable, largest) for item in worded]


def _entry(topics: Topics, worded: WordedTopic, draft: Draft, readable: int, largest: int) -> Entry:
    topic, named = topics.topics[worded.id], draft.topics[worded.id].subtopics
    return Entry(
        id=topic.id,
        title=worded.title,
        size=topic.size,
        share=words.part(topic.size / readable),
        width=percent(topic.size, largest),
        words=topic.words,
        stability=decimals(topic.stability),
        firmness=firmness(topic.stability),
        branches=tuple(
            Branch(words.title(named[child.id]), child.size)
            for child in topics.children(topic.id)
            if child.size < topic.size
        ),
        draft=worded,
    )


def _families(topics: Topics, entries: list[Entry]) -> Iterator[list[Entry]]:
    """Topics by families of the coarsest cut; one family where there is no such cut."""
    coarse = [level for level in topics.levels if level.name == "coarse"]
    for group in coarse[0].groups if coarse else (range(topics.k),):
        yield [entries[number] for number in group if number < topics.k]


def _sent(corpus: Corpus, campaign: Campaign) -> Sent:
    sample = campaign.sample
    return Sent(len(campaign.rows), campaign.variants, corpus.texts[sample][:SAMPLE], corpus.ids[sample])


def _contentless(corpus: Corpus, topics: Topics) -> list[tuple[str, int]]:
    """The texts set apart that were met most often, and how many times; the empty ones are one."""
    rows = np.flatnonzero(topics.contentless).tolist()
    counted: dict[str, int] = {}
    for row in rows:
        text = " ".join(corpus.texts[row].split())[:80]
        counted[text] = counted.get(text, 0) + 1
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:CONTENTLESS_SHOWN]
