"""The results of analyses as plain values, for JSON and Parquet."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.opinion.results import Opinions, Representative
from parvis.analysis.synthesis import Corpus, Draft, Finding, Quote
from parvis.analysis.text.duplicates import Campaign
from parvis.analysis.text.results import Level, Topic, Topics
from parvis.understanding.report import Origin

Record = dict[str, Any]


def topics_record(corpus: Corpus, topics: Topics, draft: Draft, origin: Origin) -> Record:
    """Everything that was found in texts. Ids are those of the file, as text; documents are a table."""
    return {
        **_origin(origin),
        "k": topics.k,
        "stability": _figure(topics.stability),
        "notes": [*corpus.notes, *topics.notes],
        "documents": documents(corpus, topics),
        "topics": [_topic(topic, corpus, draft) for topic in topics.topics],
        "levels": [_level(level) for level in topics.levels],
        "campaigns": [_campaign(campaign, corpus) for campaign in topics.campaigns],
        "synthesis": _synthesis(draft, corpus),
    }


def documents(corpus: Corpus, topics: Topics) -> pl.DataFrame:
    """One row a document, in the order of the file; null for a topic where there is nothing to read."""
    return pl.DataFrame(
        {
            "id": pl.Series(corpus.ids, dtype=pl.String),
            "topic": _nullable(topics.topic),
            "subtopic": _nullable(topics.subtopic),
            "duplicate_group": _nullable(topics.group),
            "contentless": topics.contentless,
            "affinity": np.round(topics.affinity.astype(np.float64), 4),
            "language": pl.Series(topics.language.tolist(), dtype=pl.String),
        }
    )


def opinions_record(
    opinions: Opinions, participants: Sequence[object], statements: Sequence[object], origin: Origin
) -> Record:
    """Everything that was found in votes. `participants` and `group` are parallel."""
    return {
        **_origin(origin),
        "k": opinions.k,
        "silhouette": _figure(opinions.silhouette),
        "silhouettes": {str(k): _figure(value) for k, value in opinions.silhouettes.items()},
        "stability": _figure(opinions.stability),
        "sparse": opinions.sparse,
        "threshold": opinions.threshold,
        "unplaced": opinions.unplaced,
        "notes": list(opinions.notes),
        "participants": list(participants),
        "group": _nullable(opinions.group).to_list(),
        "position": np.round(opinions.position, 6).tolist(),
        "statements": _statements(opinions, statements),
        "representative": [
            [_representative(mark, statements) for mark in marks] for marks in opinions.representative
        ],
        "consensus": {
            "agree": [statements[column] for column in opinions.consensus_agree],
            "disagree": [statements[column] for column in opinions.consensus_disagree],
        },
    }


def _origin(origin: Origin) -> Record:
    return {
        "version": origin.version,
        "seed": origin.seed,
        "input": origin.name,
        "input_sha256": origin.sha256,
    }


def _nullable(labels: NDArray[np.int32]) -> pl.Series:
    """Numbers, null where negative."""
    series = pl.Series(labels.astype(np.int64))
    return series.set(series < 0, None)


def _figure(value: float) -> float | None:
    """A number that JSON can write: it has none for what was not measured."""
    return round(float(value), 12) if math.isfinite(value) else None


def _topic(topic: Topic, corpus: Corpus, draft: Draft) -> Record:
    if topic.parent is None:
        title = draft.topics[topic.id].title
    else:
        title = draft.topics[topic.parent].subtopics[topic.id]
    return {
        "id": topic.id,
        "parent": topic.parent,
        "title": list(title),
        "size": topic.size,
        "words": list(topic.words),
        "quotes": [{"document": corpus.ids[row], "text": corpus.texts[row]} for row in topic.quotes],
        "stability": _figure(topic.stability),
    }


def _level(level: Level) -> Record:
    return {"name": level.name, "groups": [list(group) for group in level.groups]}


def _campaign(campaign: Campaign, corpus: Corpus) -> Record:
    return {
        "documents": [corpus.ids[row] for row in campaign.rows],
        "variants": campaign.variants,
        "sample": corpus.texts[campaign.sample],
        "sample_document": corpus.ids[campaign.sample],
        "duplicate_group": campaign.group,
    }


def _synthesis(draft: Draft, corpus: Corpus) -> Record:
    counted = draft.coverage
    return {
        "coverage": {name: getattr(counted, name) for name in counted.__dataclass_fields__},
        "opening": [_finding(finding, corpus) for finding in draft.opening],
        "summary": [_finding(finding, corpus) for finding in draft.summary],
        "topics": [
            {
                "topic": topic.topic,
                "said": [_finding(finding, corpus) for finding in topic.said],
                "opposed": [_finding(finding, corpus) for finding in topic.opposed],
                "minority": [_finding(finding, corpus) for finding in topic.minority],
            }
            for topic in draft.topics
        ],
    }


def _finding(finding: Finding, corpus: Corpus) -> Record:
    found = finding.sentence
    return {
        "key": found.key,
        "values": {
            name: list(value) if isinstance(value, tuple) else value for name, value in found.values.items()
        },
        "sources": [corpus.ids[row] for row in found.sources],
        "quotes": [_quote(quote, corpus) for quote in finding.quotes],
    }


def _quote(quote: Quote, corpus: Corpus) -> Record:
    argument = None if quote.argument is None else corpus.arguments[quote.argument].id
    return {
        "document": corpus.ids[quote.row],
        "argument": argument,
        "of_title": quote.of_title,
        "text": quote.text,
        "before": quote.before,
        "after": quote.after,
    }


def _statements(opinions: Opinions, names: Sequence[object]) -> list[Record]:
    figures = opinions.statements
    columns = {
        "consensus": figures.consensus,
        "consensus_against": figures.consensus_against,
        "bridging": figures.bridging,
        "divisive": figures.divisive,
        "extremity": figures.extremity,
        "priority": figures.priority,
    }
    return [
        {"id": name, **{key: _figure(values[place]) for key, values in columns.items()}}
        for place, name in enumerate(names)
    ]


def _representative(mark: Representative, names: Sequence[object]) -> Record:
    return {
        "statement": names[mark.statement],
        "agrees": mark.agrees,
        "votes": mark.votes,
        "seen": mark.seen,
        "share": _figure(mark.share),
        "ratio": _figure(mark.ratio),
        "z_share": _figure(mark.z_share),
        "z_ratio": _figure(mark.z_ratio),
        "best_agree": mark.best_agree,
    }
