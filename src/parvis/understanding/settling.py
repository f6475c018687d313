"""What was settled of coded texts, and is not yet so among the topics."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.understanding.coding_queries import PUBLIC, open_coding_of
from parvis.understanding.models import Analysis, CodedText, Coding, Topic, TopicMember


@dataclass(frozen=True, slots=True)
class Left:
    """A text that was settled in `target` and is in `topic`."""

    text: CodedText
    topic: Topic
    target: Topic


def may_move(analysis: Analysis) -> bool:
    """Topics of a published run are not corrected, nor those that somebody codes with."""
    return analysis.published_at is None and open_coding_of(analysis) is None


def moves_left(coding: Coding) -> list[Left]:
    """Three queries. A topic that was merged since stands for what it was merged into."""
    rows = CodedText.objects.filter(PUBLIC, coding=coding, settled__gte=0)
    settled = {text.contribution_id: text for text in rows.select_related("contribution")}
    topics = {topic.pk: topic for topic in Topic.objects.filter(analysis=coding.analysis_id, parent=None)}
    by_key = {topic.key: topic for topic in topics.values()}
    members = TopicMember.objects.filter(analysis=coding.analysis_id, contribution__in=settled)
    found = []
    for pk, topic_pk in members.order_by("contribution").values_list("contribution", "topic"):
        text = settled[pk]
        target = standing(by_key.get(text.settled if text.settled is not None else -1), topics)
        if target is not None and target.pk != topic_pk:
            found.append(Left(text, topics[topic_pk], target))
    return found


def standing(topic: Topic | None, topics: dict[int, Topic]) -> Topic | None:
    """The topic itself, or where it was merged; none for one that was cut: its parts are others."""
    while topic is not None and not topic.is_cut and topic.merged_into_id is not None:
        topic = topics.get(topic.merged_into_id)
    return None if topic is None or topic.is_cut else topic
