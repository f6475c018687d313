"""From one run to the next of the same texts: which topics are the same, and what analysts did to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parvis.understanding.applying import apply_act
from parvis.understanding.computing import Found
from parvis.understanding.enums import Act
from parvis.understanding.firmness import SAME
from parvis.understanding.models import Analysis, Topic, TopicAct, TopicMember
from parvis.understanding.queries import same_scope

if TYPE_CHECKING:
    from parvis.analysis.text.compare import Comparison

KEPT = 5
"""How many runs before this one it is compared with."""
ROUND = 4
"""Decimals of the figures that are kept."""


def carry_over(analysis: Analysis, ids: list[int], found: Found) -> dict[str, dict[str, Any]]:
    """Compare the run just stored with those before it, and do again what was done to the last of them.

    Gives each comparison by the number of the run. A topic is the same when more than half of what is in one
    or the other is in both.
    """
    compared: dict[str, dict[str, Any]] = {}
    for place, earlier in enumerate(same_scope(analysis).exclude(pk=analysis.pk)[:KEPT]):
        made = _compare(earlier, ids, found)
        compared[str(earlier.pk)] = _plain(made, _shared_by(earlier, ids))
        if place == 0:
            _carry(earlier, analysis, {one.before: one.after for one in made.matches if one.jaccard >= SAME})
    return compared


def _compare(earlier: Analysis, ids: list[int], found: Found) -> Comparison:
    """By the topics that the engine found in both, over the texts of one or the other."""
    from dataclasses import replace

    import numpy as np

    from parvis.analysis.text import compare

    put = dict(TopicMember.objects.filter(analysis=earlier).values_list("contribution", "found__key"))
    now = dict(zip(ids, found.topics.topic.tolist(), strict=True))
    every = sorted(put.keys() | now.keys())
    tops = earlier.topics.filter(parent=None, split_from=None).count()
    before = replace(
        found.topics,
        topic=np.array([put.get(pk, -1) for pk in every], np.int32),
        topics=tuple(replace(found.topics.topics[0], id=key, parent=None) for key in range(tops)),
    )
    return compare(before, replace(found.topics, topic=np.array([now.get(pk, -1) for pk in every], np.int32)))


def _shared_by(earlier: Analysis, ids: list[int]) -> int:
    kept = TopicMember.objects.filter(analysis=earlier).values_list("contribution", flat=True)
    return len(set(ids).intersection(kept))


def _plain(made: Comparison, both: int) -> dict[str, Any]:
    return {
        "matches": [[one.before, one.after, one.shared, round(one.jaccard, ROUND)] for one in made.matches],
        "gone": list(made.gone),
        "new": list(made.new),
        "agreement": round(made.agreement, ROUND),
        "moved": len(made.moved),
        "both": both,
    }


def _carry(earlier: Analysis, analysis: Analysis, same: dict[int, int]) -> None:
    """In the order in which they were done; what bears on a topic that is no longer there is kept, undone."""
    by_key = {topic.key: topic for topic in analysis.topics.filter(parent=None)}
    twins: dict[int, Topic] = {}
    inside = set()
    acts = list(earlier.acts.exclude(topic=None).select_related("topic", "target").order_by("pk"))
    wanted = [one.contribution_id for one in acts if one.act == Act.MOVE]
    if wanted:
        rows = TopicMember.objects.filter(analysis=analysis, contribution__in=wanted)
        inside = set(rows.values_list("contribution", flat=True))

    def now(topic: Topic | None) -> Topic | None:
        if topic is None or topic.split_from_id is not None:
            return twins.get(topic.pk) if topic else None
        return by_key.get(same.get(topic.key, -1))

    for one in acts:
        topic, target = now(one.topic), now(one.target)
        if one.act == Act.MOVE:
            topic = (topic or target) if target and one.contribution_id in inside else None
        elif one.act == Act.MERGE and target is None:
            topic = None
        made = TopicAct.objects.create(
            analysis=analysis,
            act=one.act,
            topic=topic,
            target=target if topic else None,
            contribution_id=one.contribution_id,
            split_id=one.split_id,
            words=one.words,
            about=one.about,
            author_id=one.author_id,
            carried_from=one,
        )
        apply_act(made)
        if made.act == Act.SPLIT and made.topic is not None:
            twins |= _twins(one, made)


def _twins(one: TopicAct, made: TopicAct) -> dict[int, Topic]:
    """The parts that a cut made here, by those that it had made on the earlier run."""
    before, now = (
        Topic.objects.filter(split=act.split_id, split_from=act.topic_id).order_by("key")
        for act in (one, made)
    )
    return {former.pk: topic for former, topic in zip(before, now, strict=True)}
