"""Published analyses of texts: their topics, and which contribution is in which; numbers and no text."""

from __future__ import annotations

from django.db.models import QuerySet

from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
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
MEMBER_COLUMNS: list[Cell] = ["analysis", "topic", "subtopic", "contribution", "likeness", "near_duplicates"]


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
            "topic__key", "subtopic__key", "contribution", "weight", "group"
        )
        for topic, subtopic, contribution, weight, group in rows.iterator(chunk_size=CHUNK):
            yield [analysis.pk, topic, subtopic, contribution, decimal(weight), group]


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
