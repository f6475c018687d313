"""What an act of an analyst changes in the rows of a run. In the caller's transaction."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from parvis.understanding.cutting import cut, join
from parvis.understanding.enums import Act
from parvis.understanding.models import Topic, TopicAct, TopicMember


def apply_act(act: TopicAct) -> None:
    """Do it. One whose topic is not there changes nothing."""
    if act.topic is None:
        return
    rows = Topic.objects.filter(pk=act.topic.pk)
    match act.act:
        case Act.RENAME:
            rows.update(label=act.words)
        case Act.VALIDATE | Act.DOUBT:
            rows.update(is_validated=act.act == Act.VALIDATE)
        case Act.HIDE | Act.SHOW:
            rows.update(is_hidden=act.act == Act.HIDE)
        case Act.MERGE:
            _merge(act.topic, act.target)
        case Act.PART:
            _part(act.topic)
        case Act.MOVE:
            _move(act)
        case Act.SPLIT:
            recount(*cut(act))
        case Act.JOIN:
            recount(*join(Topic.objects.get(pk=act.topic.pk)))


def _merge(topic: Topic, target: Topic | None) -> None:
    """Those that were merged into it follow it."""
    if target is None:
        return
    moved = Q(pk=topic.pk) | Q(merged_into=topic.pk)
    Topic.objects.filter(moved).update(merged_into=target)
    TopicMember.objects.filter(topic=topic.pk).update(topic=target)
    recount(topic.pk, target.pk)


def _part(topic: Topic) -> None:
    """What the engine had put in it, or a cut, comes back, but for what an analyst moved elsewhere since.

    Where what it was merged into was cut since, from all its parts.
    """
    held = Topic.objects.select_related("merged_into").get(pk=topic.pk)
    if held.merged_into is None:
        return
    rows = TopicMember.objects.filter(topic=held.merged_into.pk)
    if held.merged_into.is_cut:
        rows = TopicMember.objects.filter(analysis=held.analysis_id, topic=F("part"))
    own = rows.filter(part=topic.pk) if held.split_from_id else rows.filter(found=topic.pk)
    left = list(own.order_by().values_list("topic", flat=True).distinct())
    own.update(topic=topic.pk, part=topic.pk if held.split_from_id else None)
    Topic.objects.filter(pk=topic.pk).update(merged_into=None)
    recount(topic.pk, *left)


def _move(act: TopicAct) -> None:
    """A text moved by hand is in no subtopic."""
    member = TopicMember.objects.filter(analysis=act.analysis_id, contribution=act.contribution_id).first()
    if member is None or act.target is None or member.topic_id == act.target.pk:
        return
    former, below = member.topic_id, member.subtopic_id
    TopicMember.objects.filter(pk=member.pk).update(topic=act.target, subtopic=None)
    if below is not None:
        Topic.objects.filter(pk=below, size__gt=0).update(size=F("size") - 1)
    recount(former, act.target.pk)


def recount(*topics: int) -> None:
    """The size of each is the number of contributions in it."""
    inside = TopicMember.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
    size = Subquery(inside.annotate(n=Count("pk")).values("n"))
    Topic.objects.filter(pk__in=topics).update(size=Coalesce(size, Value(0)))
