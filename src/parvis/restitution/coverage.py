"""How much of what was written a synthesis rests on: by contribution, by topic, by kind, by theme.

A contribution is covered when it is cited, or is in a topic that is cited. A topic is covered when it is
cited, whole or in part, or when one of its contributions is. Only what everybody reads now is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from parvis.consultations.models import ConsultationPage, Kind, Theme
from parvis.consultations.queries import kinds_apart
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.restitution.models import SynthesisPage
from parvis.restitution.sections import Source
from parvis.understanding.enums import Method, RunState
from parvis.understanding.models import Analysis, Topic, TopicMember

SMALL = 2
"""A topic is small when it holds less than the average topic divided by this."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What findings name. `contributions` may be a query; `topics` are numbers."""

    contributions: Collection[int] | QuerySet[Any]
    topics: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Of `total` things under one heading, those that are covered."""

    name: str
    total: int
    cited: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 means all of them."""
        return 100 * self.cited // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class TopicPart:
    """A topic of the analysis that coverage is counted by; `size`: contributions that everybody reads."""

    pk: int
    title: str
    size: int
    is_cited: bool
    is_small: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counted at one moment. `analysis`: that of the topics; none when no analysis is done."""

    total: int = 0
    cited: int = 0
    kinds: tuple[Part, ...] = ()
    themes: tuple[Part, ...] = ()
    topics: tuple[TopicPart, ...] = ()
    analysis: int | None = None

    @property
    def all(self) -> Part:
        return Part("", self.total, self.cited)

    @property
    def all_topics(self) -> Part:
        return Part("", len(self.topics), sum(topic.is_cited for topic in self.topics))

    @property
    def small_topics(self) -> Part:
        small = [topic for topic in self.topics if topic.is_small]
        return Part("", len(small), sum(topic.is_cited for topic in small))

    @property
    def uncited(self) -> list[TopicPart]:
        return [topic for topic in self.topics if not topic.is_cited]

    def to_json(self) -> dict[str, Any]:
        """Without the words of topics, which an analyst may change or hide."""
        told = asdict(self)
        for topic in told["topics"]:
            topic["title"] = ""
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Coverage:
        return cls(
            total=told["total"],
            cited=told["cited"],
            kinds=tuple(Part(**row) for row in told["kinds"]),
            themes=tuple(Part(**row) for row in told["themes"]),
            topics=tuple(TopicPart(**row) for row in told["topics"]),
            analysis=told["analysis"],
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Topics that are cited and that everybody may be shown, whole ones and parts, as they stand now."""

    whole: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    parents: frozenset[int] = field(default=frozenset())
    """The topics that the parts are of."""

    def members(self) -> QuerySet[TopicMember]:
        return TopicMember.objects.filter(Q(topic__in=self.whole) | Q(subtopic__in=self.parts))


def cited_in(synthesis: SynthesisPage) -> Cited:
    """What its findings name as they are being written; one query."""
    rows = Source.objects.filter(finding__section__synthesis=synthesis)
    texts = rows.filter(contribution__isnull=False).values("contribution")
    return Cited(texts, set(rows.filter(topic__isnull=False).values_list("topic", flat=True)))


def standing(topics: Collection[int], consultation: ConsultationPage) -> Standing:
    """Of these topics, those of its finished analyses that nobody left out; one query."""
    if not topics:
        return Standing()
    rows = shown_topics(consultation).filter(pk__in=topics)
    found = rows.annotate(
        stands_in=Coalesce("merged_into", "pk"), above=Coalesce("parent__merged_into", "parent")
    ).values_list("pk", "stands_in", "above")
    held = list(found)
    return Standing(
        whole=frozenset(stands for _pk, stands, above in held if above is None),
        parts=frozenset(pk for pk, _stands, above in held if above is not None),
        parents=frozenset(above for _pk, _stands, above in held if above is not None),
    )


def shown_topics(consultation: ConsultationPage) -> QuerySet[Topic]:
    """Topics and parts of topics of its finished analyses, but for those that an analyst left out."""
    rows = Topic.objects.filter(analysis__consultation=consultation, analysis__state=RunState.DONE)
    left_out = (
        Q(is_hidden=True)
        | Q(merged_into__is_hidden=True)
        | Q(parent__is_hidden=True)
        | Q(parent__merged_into__is_hidden=True)
    )
    return rows.exclude(left_out)


def analysis_for_coverage(consultation: ConsultationPage) -> Analysis | None:
    """The last finished one, of the whole consultation rather than of a part, published rather than not."""
    rows = Analysis.objects.filter(consultation=consultation, state=RunState.DONE, method=Method.TOPICS)
    wide, out = Q(phase=None, question=None), Q(published_at__isnull=False)
    rows = rows.annotate(of_all=_is(wide), is_out=_is(out))
    return rows.order_by("-of_all", "-is_out", "-pk").defer("compared").first()


def _is(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, BooleanField())


def readable(consultation: ConsultationPage) -> QuerySet[Contribution]:
    """Contributions that a synthesis is of: those that everybody reads, but for what has its own pages."""
    rows = Contribution.objects.published().filter(consultation=consultation)
    return rows.exclude(kind__in=kinds_apart(consultation))


def count(consultation: ConsultationPage, cited: Cited) -> Coverage:
    """Eight queries at most, whatever there is."""
    topics = standing(cited.topics, consultation)
    covered = Q(pk__in=cited.contributions)
    if topics.whole or topics.parts:
        covered |= Q(pk__in=topics.members().values("contribution"))
    rows = readable(consultation).order_by().values_list("kind", "theme")
    counted = list(rows.annotate(n=Count("pk"), m=Count("pk", filter=covered)))
    analysis = analysis_for_coverage(consultation)
    return Coverage(
        total=sum(n for *_place, n, _m in counted),
        cited=sum(m for *_place, _n, m in counted),
        kinds=_kinds(counted, consultation),
        themes=_themes(counted, consultation),
        topics=_topics(analysis, cited, topics) if analysis else (),
        analysis=analysis.pk if analysis else None,
    )


def _kinds(counted: list[Any], consultation: ConsultationPage) -> tuple[Part, ...]:
    named = dict(Kind.objects.filter(consultation=consultation).values_list("pk", "plural_name"))
    return _parts([(kind, n, m) for kind, _theme, n, m in counted], named)


def _themes(counted: list[Any], consultation: ConsultationPage) -> tuple[Part, ...]:
    """None where no contribution has a theme."""
    named = dict(Theme.objects.filter(consultation=consultation).values_list("pk", "name"))
    if not named:
        return ()
    return _parts([(theme, n, m) for _kind, theme, n, m in counted], named)


def _parts(counted: list[tuple[int | None, int, int]], named: Mapping[int, str]) -> tuple[Part, ...]:
    """In the order of the names; what is under none comes last, without a name."""
    sums: dict[int | None, list[int]] = {}
    for place, n, m in counted:
        held = sums.setdefault(place, [0, 0])
        held[0] += n
        held[1] += m
    order = [*named, None]
    return tuple(Part(named.get(place or 0, ""), *sums[place]) for place in order if place in sums)


def _topics(analysis: Analysis, cited: Cited, topics: Standing) -> tuple[TopicPart, ...]:
    """Largest first; two queries."""
    inside = TopicMember.objects.filter(analysis=analysis, contribution__state=State.PUBLISHED)
    direct = Count("pk", filter=Q(contribution__in=cited.contributions))
    sizes = {
        topic: (n, m)
        for topic, n, m in inside.order_by().values_list("topic").annotate(n=Count("pk"), m=direct)
    }
    rows = Topic.objects.filter(analysis=analysis, parent=None, merged_into=None, is_hidden=False)
    held = [topic for topic in rows.order_by("-size", "key") if topic.pk in sizes]
    whole = sum(sizes[topic.pk][0] for topic in held)
    named = topics.whole | topics.parents
    return tuple(
        TopicPart(
            pk=topic.pk,
            title=topic.title,
            size=sizes[topic.pk][0],
            is_cited=topic.pk in named or sizes[topic.pk][1] > 0,
            is_small=SMALL * len(held) * sizes[topic.pk][0] < whole,
        )
        for topic in held
    )
