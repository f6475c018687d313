"""Published analyses of texts: their topics, and which contribution is in which; numbers and no text."""

from __future__ import annotations

import math

from django.db.models import QuerySet, Sum

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import kinds_apart
from parvis.contributions.enums import State
from parvis.merkle.canonical import Value, canonical
from parvis.opendata.exports.coded import codings_of
from parvis.opendata.exports.tables import CHUNK, Rows, date_of
from parvis.ui.spreadsheet import Cell
from parvis.understanding.firmness import decimal
from parvis.understanding.models import Analysis, TopicMember
from parvis.understanding.queries import published_analyses, subtopics_by_topic, topics_of
from parvis.understanding.scope import scope_of

TOPIC_COLUMNS: list[Cell] = [
    "analysis", "published_at", "scope", "method", "software", "seed", "texts", "input_sha256",
    "result_sha256", "topic", "parent", "title", "words", "contributions", "stability", "validated",
]  # fmt: skip
MEMBER_COLUMNS: list[Cell] = [
    "analysis", "topic", "subtopic", "contribution", "likeness", "near_duplicates", "found", "added",
]  # fmt: skip


def topic_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a topic or subtopic that everybody reads; two queries for each analysis."""
    yield TOPIC_COLUMNS
    for analysis in published_analyses(consultation):
        below = subtopics_by_topic(analysis)
        for topic in topics_of(analysis):
            if not topic.is_hidden:
                for one in (topic, *below.get(topic.pk, [])):
                    parent = None if one.pk == topic.pk else topic.key
                    yield [*_analysis(analysis), one.key, parent, one.title, " ".join(one.words), one.size,
                           decimal(one.stability), int(one.is_validated)]  # fmt: skip


def topic_member_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a contribution that everybody may read, in a topic that everybody reads."""
    yield MEMBER_COLUMNS
    for analysis in published_analyses(consultation):
        rows = _members(analysis).values_list(
            "topic__key", "subtopic__key", "contribution", "weight", "group", "found__key", "addition"
        )
        for *place, weight, group, found, addition in rows.iterator(chunk_size=CHUNK):
            yield [analysis.pk, *place, decimal(weight), group, found, int(addition is not None)]


def analyses_file(consultation: ConsultationPage) -> bytes:
    """`analyses.json`: what each was made from, and what the log holds the fingerprint of.

    Of topics left out of the public page nothing is there: the fingerprint is then not found again.
    """
    apart = sorted(kinds_apart(consultation).values_list("pk", flat=True))
    made: list[Value] = [_made_from(analysis, apart) for analysis in published_analyses(consultation)]
    return canonical(made)


def _made_from(analysis: Analysis, apart: list[int]) -> dict[str, Value]:
    topics = analysis.topics.filter(merged_into=None).select_related("parent").order_by("key")
    shown = topics.filter(is_hidden=False).exclude(parent__is_hidden=True)
    later = analysis.additions.aggregate(added=Sum("added"), apart=Sum("apart"))
    added = later["added"] or 0
    return {
        "analysis": analysis.pk,
        "method": str(analysis.method),
        "software": analysis.engine_version,
        "seed": analysis.seed,
        "topics_asked": analysis.parameters.get("topics"),
        "phase": analysis.phase_id,
        "kind": analysis.question.kind_id if analysis.question else None,
        "question": analysis.question.code if analysis.question else None,
        "left_out": list(apart),
        "read_at": math.ceil(analysis.started_at.timestamp()) if analysis.started_at else 0,
        "texts": analysis.texts - added - (later["apart"] or 0),
        "added": added,
        "members": analysis.members.count(),
        "input_sha256": analysis.input_sha256,
        "result_sha256": analysis.result_sha256,
        "codings": codings_of(analysis),
        "is_partly_hidden": topics.filter(is_hidden=True).exists(),
        "topics": [
            {
                "topic": topic.key,
                "parent": topic.parent.key if topic.parent else None,
                "title": topic.title,
                "words": list(topic.words),
                "size": topic.size,
            }
            for topic in shown
        ],
    }


def _analysis(analysis: Analysis) -> list[Cell]:
    return [
        analysis.pk,
        date_of(analysis.published_at),
        scope_of(analysis),
        analysis.method,
        analysis.engine_version,
        analysis.seed,
        analysis.texts,
        analysis.input_sha256,
        analysis.result_sha256,
    ]


def _members(analysis: Analysis) -> QuerySet[TopicMember]:
    rows = TopicMember.objects.filter(analysis=analysis, contribution__state=State.PUBLISHED)
    return rows.filter(topic__is_hidden=False).order_by("contribution")
