"""Reading analyses: runs, topics, real quotes, and who wrote in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, Q, QuerySet
from django.db.models.functions import Coalesce, TruncWeek
from django.http import Http404

from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import Action, can
from parvis.consultations.queries import Actor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.understanding.cells import FEWEST_PEOPLE
from parvis.understanding.enums import LIVE, Method, RunState
from parvis.understanding.models import (
    Addition,
    Analysis,
    Campaign,
    Topic,
    TopicAct,
    TopicMember,
    TopicSplit,
)

PAGE_SIZE = 20
BALLOT = ("ballot__phase", "ballot__kind")
SHOWN = Q(parent=None, merged_into=None, is_hidden=False)
PUBLISHED = Q(published_at__isnull=False)


def analyses_of(consultation: ConsultationPage) -> QuerySet[Analysis]:
    """Those of a desk, the last first, with how many topics, or groups, each has."""
    tops = Count("topics", filter=Q(topics__parent=None, topics__merged_into=None))
    rows = Analysis.objects.filter(consultation=consultation).defer("compared")
    rows = rows.select_related("phase", "question", "ballot__phase", "ballot__kind", "asked_by")
    return rows.annotate(tops=Coalesce(F("grouping__k"), tops, output_field=IntegerField()))


def analysis_for(actor: Actor, consultation_pk: int, pk: int, action: Action) -> Analysis:
    """An analysis of a desk, with its consultation; 404 for whoever may not."""
    rows = Analysis.objects.select_related("consultation", "phase", "question__kind", *BALLOT)
    found = rows.filter(consultation=consultation_pk, pk=pk).first()
    if found is None or not can(actor, action, found.consultation):
        raise Http404
    return found


def published_analyses(consultation: ConsultationPage) -> list[Analysis]:
    """Those of texts, the last published first; one query."""
    return _published(consultation, Method.TOPICS)


def published_groupings(consultation: ConsultationPage) -> list[Analysis]:
    """Those of votes, the last published first; one query."""
    return _published(consultation, Method.OPINIONS)


def published_methods(consultation: ConsultationPage) -> set[str]:
    """What everybody reads of it: topics, groups of opinion; one query."""
    rows = Analysis.objects.filter(PUBLISHED, consultation=consultation)
    return set(rows.order_by().values_list("method", flat=True).distinct())


def _published(consultation: ConsultationPage, method: Method) -> list[Analysis]:
    rows = Analysis.objects.filter(PUBLISHED, consultation=consultation, method=method)
    rows = rows.select_related("phase", "question", "grouping", *BALLOT).defer("compared")
    return list(rows.order_by("-published_at", "-pk"))


def published_topic(actor: Actor, pk: int) -> Topic:
    """A topic that everybody reads, with its analysis and its consultation; 404 for anything else."""
    rows = Topic.objects.select_related("analysis__consultation", "analysis__phase", "analysis__question")
    found = rows.filter(SHOWN, pk=pk, analysis__published_at__isnull=False).first()
    if found is None or not can(actor, "see", found.analysis.consultation):
        raise Http404
    return found


def splits_to_run() -> QuerySet[TopicSplit]:
    """Cuts of topics that were asked for, or left by a server that stopped."""
    rows = TopicSplit.objects.filter(state__in=LIVE).order_by("pk")
    return rows.select_related("analysis__consultation", "analysis__question")


def additions_to_run() -> QuerySet[Addition]:
    """The same for what is added to a run."""
    rows = Addition.objects.filter(state__in=LIVE).order_by("pk")
    return rows.select_related("analysis__consultation", "analysis__question")


def growing() -> QuerySet[Analysis]:
    """Runs that grow every night and may: they are not public, and their model is kept."""
    rows = Analysis.objects.filter(is_growing=True, published_at=None, model__isnull=False)
    return rows.select_related("consultation", "question").order_by("pk")


def parts_of(topic: Topic) -> list[Topic]:
    """Of one that is cut, its parts as they stand; one query."""
    rows = Topic.objects.filter(split_from=topic.pk).exclude(merged_into=topic.pk)
    return list(rows.order_by("key")) if topic.is_cut else []


def cuts_of(topic: Topic) -> list[TopicSplit]:
    """Cuts that wait for the job, or for the analyst; and the last one, where it failed. One query."""
    rows = TopicSplit.objects.filter(topic=topic.pk, accepted_at=None).exclude(state=RunState.CANCELLED)
    found = list(rows.defer("model", "contributions", "labels").order_by("-pk"))
    return [one for place, one in enumerate(found) if not place or one.state != RunState.FAILED]


def split_of(topic: Topic, pk: int) -> TopicSplit:
    """A cut of a topic; 404 for another."""
    found = TopicSplit.objects.defer("model", "contributions", "labels").filter(topic=topic.pk, pk=pk).first()
    if found is None:
        raise Http404
    found.analysis, found.topic = topic.analysis, topic
    return found


def to_run() -> QuerySet[Analysis]:
    """Asked for, or left by a server that stopped: the job holds the only lock, so nobody else runs them."""
    return Analysis.objects.filter(state__in=LIVE).order_by("pk")


def same_scope(analysis: Analysis) -> QuerySet[Analysis]:
    """Runs that are done on the same texts as this one, the last first."""
    rows = Analysis.objects.filter(consultation=analysis.consultation_id, state=RunState.DONE)
    rows = rows.filter(phase=analysis.phase_id, question=analysis.question_id, ballot=analysis.ballot_id)
    return rows.order_by("-pk")


def topics_of(analysis: Analysis) -> list[Topic]:
    """Topics that stand, largest first, hidden ones last; one query."""
    rows = Topic.objects.filter(analysis=analysis, parent=None, merged_into=None)
    return list(rows.order_by("is_hidden", "-size", "key"))


def subtopics_of(topic: Topic) -> list[Topic]:
    """Its own and those of what was merged into it; none where there is one alone."""
    below = Q(parent=topic.pk) | Q(parent__merged_into=topic.pk, parent__is_cut=False)
    found = list(Topic.objects.filter(below, size__gt=0).order_by("-size", "key"))
    return found if len(found) > 1 else []


def subtopics_by_topic(analysis: Analysis) -> dict[int, list[Topic]]:
    """Those of every topic that stands; one query."""
    found: dict[int, list[Topic]] = {}
    rows = Topic.objects.filter(analysis=analysis, parent__isnull=False, size__gt=0).select_related("parent")
    rows = rows.filter(parent__is_cut=False).exclude(parent__merged_into__is_cut=True)
    for one in rows.order_by("-size", "key"):
        if one.parent is not None:
            found.setdefault(one.parent.merged_into_id or one.parent.pk, []).append(one)
    return {topic: below for topic, below in found.items() if len(below) > 1}


def merged_in(topics: Iterable[Topic]) -> dict[int, list[Topic]]:
    """What was merged into each, topics that were cut and parts put together again left out; one query."""
    found: dict[int, list[Topic]] = {}
    rows = Topic.objects.filter(merged_into__in=[topic.pk for topic in topics], is_cut=False)
    for one in rows.exclude(split_from=F("merged_into")).order_by("key"):
        found.setdefault(one.merged_into_id or 0, []).append(one)
    return found


def quotes_of(topics: Sequence[Topic], *, each: int) -> dict[int, list[Contribution]]:
    """Typical contributions of each, at most `each`, that everybody may read now and that are still in it.

    Two queries whatever their number: what was hidden, withdrawn or moved since is not quoted.
    """
    named = {pk for topic in topics for pk in topic.quotes}
    if not named:
        return {}
    rows = Contribution.objects.published().filter(pk__in=named)
    found = {one.pk: one for one in rows.select_related("kind", "gathering").defer("search")}
    inside = TopicMember.objects.filter(topic__in=[topic.pk for topic in topics], contribution__in=named)
    held = set(inside.values_list("topic", "contribution"))
    return {
        topic.pk: [found[pk] for pk in topic.quotes if pk in found and (topic.pk, pk) in held][:each]
        for topic in topics
    }


def campaigns_of(analysis: Analysis, *, most: int) -> list[Campaign]:
    """The largest, with a text of each; one query. `sample.state` says whether it may be shown."""
    rows = (
        Campaign.objects.filter(analysis=analysis).select_related("sample__gathering").defer("sample__search")
    )
    return list(rows[:most])


def acts_of(analysis: Analysis) -> list[TopicAct]:
    """What analysts did, in order; those without a topic were not carried."""
    return list(analysis.acts.select_related("topic", "target", "author").order_by("pk"))


@dataclass(frozen=True, slots=True)
class MemberPage:
    """A page of the contributions of a topic, and where the next begins; 0 at the end."""

    ids: list[int]
    next: int


def members_page(topic: Topic, *, start: int = 0, size: int = PAGE_SIZE) -> MemberPage:
    """Those that everybody may read, the most typical first; one query."""
    rows = TopicMember.objects.filter(topic=topic.pk, contribution__state=State.PUBLISHED)
    ids = list(
        rows.order_by("-weight", "pk").values_list("contribution", flat=True)[start : start + size + 1]
    )
    return MemberPage(ids[:size], start + size if len(ids) > size else 0)


def count_shown(topic: Topic) -> int:
    return TopicMember.objects.filter(topic=topic.pk, contribution__state=State.PUBLISHED).count()


def people_of(topic: Topic) -> int:
    """How many wrote what is in it, those whose number is known."""
    return _written(topic).aggregate(n=Count("contribution__author", distinct=True))["n"] or 0


def by_week(topic: Topic) -> list[tuple[date, int]]:
    """Contributions by the Monday of their week, in the time zone of the site; one query."""
    weeks = _written(topic).annotate(week=TruncWeek("contribution__created_at")).values("week")
    return [(row["week"].date(), row["n"]) for row in weeks.annotate(n=Count("pk")).order_by("week")]


@dataclass(frozen=True, slots=True)
class Counted:
    """Contributions of a topic under one heading. `people` is None under ten of them: nothing is told."""

    code: str
    contributions: int
    people: int | None


def by_origin(topic: Topic) -> list[Counted]:
    return _cells(topic, "contribution__origin")


def by_level(topic: Topic) -> list[Counted]:
    return _cells(topic, "contribution__identity_level")


def _cells(topic: Topic, field: str) -> list[Counted]:
    people = Count("contribution__author", distinct=True)
    rows = _written(topic).values(code=F(field)).annotate(n=Count("pk"), people=people).order_by("-n", "code")
    return [
        Counted(str(row["code"]), row["n"], row["people"] if row["people"] >= FEWEST_PEOPLE else None)
        for row in rows
    ]


def _written(topic: Topic) -> QuerySet[TopicMember]:
    return TopicMember.objects.filter(topic=topic.pk, contribution__state=State.PUBLISHED)
