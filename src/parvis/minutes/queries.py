"""Reads of the minutes floor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from parvis.commissions.models import Opinion, OpinionVersion
from parvis.conduct.models import FinalDecision
from parvis.consultations.models import ConsultationPage, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.gatherings.models import Event
from parvis.minutes.cutting import Block, typed_again
from parvis.minutes.enums import CorrectionState, Target
from parvis.minutes.models import Correction, Minutes, MinutesVersion, Passage, PassageLink
from parvis.restitution.models import Answer
from parvis.room.models import Room

SPOKEN = 50
"""Passages that the page of what they speak of lists."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage of published minutes, as the page of what it speaks of shows it."""

    text: str
    anchor: str
    minutes_pk: int
    event: Event
    was_said: bool


@dataclass(frozen=True, slots=True)
class Named:
    """What a passage is linked to, with its number; `title` is empty when it is not public."""

    target: Target
    pk: int
    title: str
    slug: str = ""


def minutes_of(event: Event) -> Minutes | None:
    return Minutes.objects.filter(event=event).first()


def minutes_for(pk: int) -> Minutes:
    """With its event and its consultation, or `Http404`."""
    rows = Minutes.objects.select_related("event__consultation", "event__commission")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def written(minutes: Minutes) -> list[Passage]:
    """The passages of what is being written, in order; one query."""
    return list(minutes.passages.filter(is_removed=False))


def typed_of(passages: Sequence[Passage]) -> str:
    """The whole, as its author types it."""
    return typed_again([Block(one.text, one.is_heading) for one in passages])


def state_of(passages: Sequence[Passage]) -> str:
    """A mark of what is written: another one when anything changed."""
    said = "\n".join(f"{one.pk} {int(one.is_heading)} {one.text}" for one in passages)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def rooms_to_bring(minutes: Minutes, passages: Iterable[Passage]) -> list[Room]:
    """The closed rooms of its event of which nothing was brought yet; one query."""
    said = "\n".join(one.text for one in passages)
    rows = Room.objects.filter(event=minutes.event_id, closed_at__isnull=False).order_by("closed_at")
    return [room for room in rows if f"/room/{room.code}/results/" not in said]


def links_of(passages: Iterable[Passage]) -> dict[int, list[PassageLink]]:
    """The links of what is being written, by passage; one query."""
    found: dict[int, list[PassageLink]] = {}
    rows = PassageLink.objects.filter(passage__in=[one.pk for one in passages], is_leaving=False)
    for row in rows:
        found.setdefault(row.passage_id, []).append(row)
    return found


def named(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Named]:
    """What these are called as everybody may read it; one query for each sort of thing that there is."""
    by_target: dict[str, set[int]] = {}
    for target, pk in wanted:
        by_target.setdefault(target, set()).add(pk)
    found: list[Named] = []
    for target, pks in by_target.items():
        found += _NAMES[Target(target)](pks)
    return {(one.target.value, one.pk): one for one in found}


def _contributions(pks: set[int]) -> list[Named]:
    rows = Contribution.objects.filter(pk__in=pks).select_related("gathering").defer("search")
    return [Named(Target.CONTRIBUTION, row.pk, _title(row)) for row in rows]


def _title(row: Contribution) -> str:
    return str(row) if row.state == State.PUBLISHED else ""


def _themes(pks: set[int]) -> list[Named]:
    return [Named(Target.THEME, row.pk, row.name) for row in Theme.objects.filter(pk__in=pks)]


def _answers(pks: set[int]) -> list[Named]:
    rows = Answer.objects.filter(pk__in=pks).select_related("contribution__gathering")
    return [
        Named(Target.ANSWER, row.pk, _title(row.contribution), slug=str(row.contribution_id))
        for row in rows.defer("contribution__search")
    ]


def _decisions(pks: set[int]) -> list[Named]:
    return [Named(Target.DECISION, row.pk, row.title) for row in FinalDecision.objects.filter(pk__in=pks)]


def _opinions(pks: set[int]) -> list[Named]:
    rows = Opinion.objects.filter(pk__in=pks).select_related("commission")
    versions = OpinionVersion.objects.order_by("-number")
    return [
        Named(Target.OPINION, row.pk, row.last.title, slug=row.commission.slug)
        for row in rows.prefetch_related(Prefetch("versions", versions))
    ]


_NAMES = {
    Target.CONTRIBUTION: _contributions,
    Target.THEME: _themes,
    Target.ANSWER: _answers,
    Target.DECISION: _decisions,
    Target.OPINION: _opinions,
}


def spoken_of(
    *,
    contribution: Contribution | None = None,
    theme: Theme | None = None,
    opinion: Opinion | None = None,
) -> list[Spoken]:
    """The passages of published minutes that speak of it, the last event first; one query.

    Of a contribution, those that speak of its official answers too.
    """
    about = Q(theme=theme) if theme is not None else Q(opinion=opinion)
    if contribution is not None:
        about = Q(contribution=contribution) | Q(answer__contribution=contribution)
    rows = PassageLink.objects.filter(about, is_shown=True).exclude(passage__shown_text="")
    rows = rows.select_related("passage__minutes__event").order_by(
        "-passage__minutes__event__starts_at", "passage__position", "passage_id", "id"
    )
    found: dict[int, Spoken] = {}
    for row in rows[:SPOKEN]:
        passage = row.passage
        found.setdefault(
            passage.pk,
            Spoken(
                passage.shown_text,
                passage.anchor,
                passage.minutes_id,
                passage.minutes.event,
                row.was_said,
            ),
        )
    return list(found.values())


def last_version(minutes: Minutes) -> MinutesVersion | None:
    return minutes.versions.first()


def published_in(consultation: ConsultationPage) -> QuerySet[Minutes]:
    """The minutes that everybody reads, those of the last event first."""
    rows = Minutes.objects.filter(event__consultation=consultation, versions__number=1)
    return rows.select_related("event").order_by("-event__starts_at", "-pk")


def has_minutes(consultation: ConsultationPage) -> bool:
    return published_in(consultation).exists()


def events_to_write(consultation: ConsultationPage) -> list[Event]:
    """The events of a consultation, the last first, with how many versions of minutes were published."""
    rows = Event.objects.filter(consultation=consultation).select_related("minutes")
    return list(rows.annotate(published=Count("minutes__versions")).order_by("-starts_at", "-pk"))


def corrections_of(minutes: Minutes) -> list[Correction]:
    """Those of what is being written, those that wait first; one query."""
    rows = Correction.objects.filter(passage__minutes=minutes).select_related("passage")
    return sorted(rows, key=lambda row: (row.state != CorrectionState.WAITS, row.pk))


def decided_since(minutes: Minutes, version: MinutesVersion | None) -> QuerySet[Correction]:
    """The corrections that were answered since a version, or ever."""
    rows = Correction.objects.filter(passage__minutes=minutes, settled_at__isnull=False)
    return rows if version is None else rows.filter(settled_at__gt=version.published_at)


def waiting_corrections(minutes: Minutes) -> QuerySet[Correction]:
    return Correction.objects.filter(
        passage__minutes=minutes, passage__is_removed=False, state=CorrectionState.WAITS
    )


def last_answers(contributions: Sequence[int]) -> list[int]:
    """The answer that stands to each of these; one query."""
    rows = Answer.objects.filter(contribution__in=contributions).order_by("contribution_id", "pk")
    return list(dict(rows.values_list("contribution_id", "pk")).values())


def decisions_of(consultation: ConsultationPage) -> list[int]:
    """The decision that was published after it, if there is one."""
    return list(FinalDecision.objects.filter(consultation=consultation).values_list("pk", flat=True))


def drafted(minutes: Minutes) -> list[tuple[Passage, list[Correction]]]:
    """Each passage of what is being written, with the corrections that were proposed; two queries."""
    found: dict[int, list[Correction]] = {}
    for row in Correction.objects.filter(passage__minutes=minutes):
        found.setdefault(row.passage_id, []).append(row)
    return [(passage, found.get(passage.pk, [])) for passage in written(minutes)]


def opinion_titles(consultation: ConsultationPage) -> dict[int, str]:
    """The opinions of the commissions of a consultation, each with the title that stands; one query."""
    rows = OpinionVersion.objects.filter(opinion__commission__consultation=consultation)
    return dict(rows.order_by("opinion_id", "number").values_list("opinion_id", "title"))
