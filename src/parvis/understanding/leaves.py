"""What the log tells of an analysis: that it was published, from which texts or votes, with which result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical
from parvis.understanding.models import Analysis, TopicMember
from parvis.understanding.opinion_queries import figures_of, groups_of

CHUNK = 5_000


def published(analysis: Analysis) -> Entry:
    read: dict[str, Value] = {"texts": analysis.texts}
    if analysis.ballot_id is not None:
        read = {"ballot": analysis.ballot_id, "votes": analysis.grouping.votes}
    return Entry(
        kind=LeafKind.ANALYSIS_PUBLISHED,
        space=space_of(analysis.consultation_id),
        public={
            "analysis": analysis.pk,
            "input": analysis.input_sha256,
            "result": analysis.result_sha256,
            **read,
        },
    )


def taken_back(analysis: Analysis) -> Entry:
    return Entry(
        kind=LeafKind.ANALYSIS_TAKEN_BACK,
        space=space_of(analysis.consultation_id),
        public={"analysis": analysis.pk},
    )


def digest_of(analysis: Analysis) -> str:
    """SHA-256 of the result: a line for each topic that stands, then one for each contribution.

    Or a line for each group, then one for each statement, with what may be told of it.
    """
    digest = hashlib.sha256()
    for line in _group_lines(analysis) if analysis.is_of_votes else _lines(analysis):
        digest.update(line + b"\n")
    return digest.hexdigest()


def _group_lines(analysis: Analysis) -> Iterator[bytes]:
    for group in groups_of(analysis):
        yield canonical({"group": group.key, "name": group.label, "people": group.people})
    for figures in figures_of(analysis):
        yield canonical(
            {
                "statement": figures.contribution_id,
                "votes": [figures.agree, figures.disagree, figures.seen],
                "groups": [list(votes) if votes else None for votes in figures.by_group],
            }
        )


def _lines(analysis: Analysis) -> Iterator[bytes]:
    topics = analysis.topics.filter(merged_into=None).select_related("parent")
    for topic in topics.order_by("key"):
        yield canonical(
            {
                "topic": topic.key,
                "parent": topic.parent.key if topic.parent else None,
                "title": topic.title,
                "words": list(topic.words),
                "size": topic.size,
                "hidden": topic.is_hidden,
            }
        )
    rows = TopicMember.objects.filter(analysis=analysis).order_by("contribution")
    for contribution, key in rows.values_list("contribution", "topic__key").iterator(chunk_size=CHUNK):
        yield canonical({"contribution": contribution, "topic": key})
