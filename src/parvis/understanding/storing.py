"""From what the engine found to rows: topics, who is in them, campaigns. In the caller's transaction."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from parvis.understanding.computing import LIKENESS, Found
from parvis.understanding.models import Analysis, Campaign, Topic, TopicMember

if TYPE_CHECKING:
    from parvis.analysis.text.results import Topic as FoundTopic

BATCH = 5_000


def store(analysis: Analysis, ids: list[int], found: Found) -> None:
    """Store a whole result; `ids` are the contributions, in the order of the texts."""
    topics = _topics(analysis, ids, found)
    members = _members(analysis, ids, found, topics)
    while batch := list(islice(members, BATCH)):
        TopicMember.objects.bulk_create(batch)
    Campaign.objects.bulk_create(
        Campaign(
            analysis=analysis,
            group=one.group,
            size=len(one.rows),
            variants=one.variants,
            sample_id=ids[one.sample],
        )
        for one in found.topics.campaigns
    )


def _topics(analysis: Analysis, ids: list[int], found: Found) -> dict[int, Topic]:
    """By their numbers in the engine. Those without a subtopic of their own have none."""
    stored: dict[int, Topic] = {}
    for is_top in (True, False):
        made = [
            _topic(analysis, one, ids, found, stored)
            for one in found.topics.topics
            if (one.parent is None) == is_top
        ]
        stored |= {topic.key: topic for topic in Topic.objects.bulk_create(made)}
    return stored


def _topic(
    analysis: Analysis, one: FoundTopic, ids: list[int], found: Found, stored: dict[int, Topic]
) -> Topic:
    return Topic(
        analysis=analysis,
        parent=None if one.parent is None else stored[one.parent],
        key=one.id,
        phrases=[phrase[:200] for phrase in found.titles.get(one.id, ())],
        words=[word[:100] for word in one.words],
        size=one.size,
        stability=None if math.isnan(one.stability) else round(float(one.stability), LIKENESS),
        quotes=[ids[row] for row in one.quotes],
    )


def _members(
    analysis: Analysis, ids: list[int], found: Found, topics: dict[int, Topic]
) -> Iterator[TopicMember]:
    """One for each text that has something to read."""
    columns = (found.topics.topic, found.topics.subtopic, found.topics.affinity, found.topics.group)
    lists = [column.tolist() for column in columns]
    for pk, topic, subtopic, affinity, group in zip(ids, *lists, strict=True):
        if topic >= 0:
            yield TopicMember(
                analysis=analysis,
                contribution_id=pk,
                topic=topics[topic],
                found=topics[topic],
                subtopic=topics.get(subtopic),
                weight=round(affinity, LIKENESS),
                group=group if group >= 0 else None,
            )
