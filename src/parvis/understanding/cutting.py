"""A topic cut in parts, in the rows of a run; and put together again. In the caller's transaction."""

from __future__ import annotations

from django.db.models import Max, Q

from parvis.contributions.enums import State
from parvis.understanding.models import Analysis, Topic, TopicAct, TopicMember, TopicSplit
from parvis.understanding.scope import read_texts

BATCH = 5_000


def cut(act: TopicAct) -> list[int]:
    """Make the parts, put each contribution in its own; gives the topics whose size changed.

    Those that the cut has not seen, on a later run, go where its model puts them: the engine is loaded for
    them alone. The topic no longer stands, and leads to its largest part; those merged into it stay so.
    """
    if act.topic is None or act.split is None:
        return []
    parts = _parts(act.topic, act.split)
    inside: dict[int, list[int]] = {place: [] for place in range(len(parts))}
    members = dict(TopicMember.objects.filter(topic=act.topic.pk).values_list("contribution", "pk"))
    for contribution, label in labels_of(act, list(members)).items():
        inside[label].append(members[contribution])
    for place, part in enumerate(parts):
        for start in range(0, len(inside[place]), BATCH):
            rows = TopicMember.objects.filter(pk__in=inside[place][start : start + BATCH])
            rows.update(topic=part, part=part)
    Topic.objects.filter(pk=act.topic.pk).update(is_cut=True, merged_into=parts[0])
    return [act.topic.pk, *(part.pk for part in parts)]


def labels_of(act: TopicAct, contributions: list[int]) -> dict[int, int]:
    """The part of each; of one that has nothing to read, or that nobody reads, the largest."""
    split = act.split
    if split is None:
        return {}
    known = dict(zip(split.contributions, split.labels, strict=True))
    unknown = [pk for pk in contributions if pk not in known]
    if unknown:
        known |= place_in_parts(split, act.analysis, unknown)
    return {pk: known.get(pk, 0) for pk in contributions}


def place_in_parts(split: TopicSplit | None, analysis: Analysis, contributions: list[int]) -> dict[int, int]:
    """The part of each that has something to read. Raises `AnalysisError`."""
    from parvis.understanding.computing import place

    texts = read_texts(analysis, Q(pk__in=contributions))
    if split is None or split.model is None or not texts.ids:
        return {}
    labels = place(bytes(split.model), texts.texts).topic.tolist()
    return {pk: max(label, 0) for pk, label in zip(texts.ids, labels, strict=True)}


def _parts(topic: Topic, split: TopicSplit) -> list[Topic]:
    """New topics of the same run, the largest first, as the cut described them."""
    last = Topic.objects.filter(analysis=topic.analysis_id).aggregate(key=Max("key"))["key"]
    return Topic.objects.bulk_create(
        Topic(
            analysis_id=topic.analysis_id,
            key=last + place,
            phrases=found["phrases"],
            words=found["words"],
            quotes=found["quotes"],
            size=0,
            is_hidden=topic.is_hidden,
            stability=found["stability"],
            split_from=topic,
            split=split,
        )
        for place, found in enumerate(split.found, 1)
    )


def join(topic: Topic) -> list[int]:
    """What is in its parts comes back, but for what was merged or moved elsewhere since."""
    parts = list(Topic.objects.filter(split_from=topic.pk).exclude(merged_into=topic.pk))
    standing = [part.pk for part in parts if part.merged_into_id is None]
    up = topic.pk if topic.split_from_id else None
    TopicMember.objects.filter(topic__in=standing).update(topic=topic.pk, part=up)
    Topic.objects.filter(Q(pk__in=standing) | Q(merged_into__in=standing)).exclude(pk=topic.pk).update(
        merged_into=topic.pk
    )
    Topic.objects.filter(pk=topic.pk).update(is_cut=False, merged_into=None)
    return [topic.pk, *standing]


def changed_since(split: TopicSplit) -> bool:
    """Whether texts that everybody reads came to its topic, or left it, since the cut was worked out."""
    rows = TopicMember.objects.filter(topic=split.topic_id)
    every = set(rows.values_list("contribution", flat=True))
    read = set(rows.filter(contribution__state=State.PUBLISHED).values_list("contribution", flat=True))
    seen = set(split.contributions)
    return not read <= seen <= every
