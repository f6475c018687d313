"""What the log tells of an analysis: that it was published, from which texts, with which result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import canonical
from parvis.understanding.models import Analysis, TopicMember

CHUNK = 5_000


def published(analysis: Analysis) -> Entry:
    return Entry(
        kind=LeafKind.ANALYSIS_PUBLISHED,
        space=space_of(analysis.consultation_id),
        public={
            "analysis": analysis.pk,
            "input": analysis.input_sha256,
            "result": analysis.result_sha256,
            "texts": analysis.texts,
        },
    )


def taken_back(analysis: Analysis) -> Entry:
    return Entry(
        kind=LeafKind.ANALYSIS_TAKEN_BACK,
        space=space_of(analysis.consultation_id),
        public={"analysis": analysis.pk},
    )


def digest_of(analysis: Analysis) -> str:
    """SHA-256 of the result: a line for each topic that stands, then one for each contribution."""
    digest = hashlib.sha256()
    for line in _lines(analysis):
        digest.update(line + b"\n")
    return digest.hexdigest()


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
