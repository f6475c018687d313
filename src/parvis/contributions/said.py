"""What was said aloud, in a meeting or from a phone of a room, on its way among contributions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from parvis.consultations.enums import KindRole, Source, Visibility
from parvis.consultations.models import ConsultationPage, Kind, Phase, PhaseAction, Theme
from parvis.consultations.queries import kinds_apart


@dataclass(frozen=True, slots=True)
class SaidDraft:
    """What was said, as it will stand among contributions; no `phase`: the first that takes the kind."""

    kind: Kind
    title: str
    text: str
    theme: Theme | None = None
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it may stand: a kind, and one of the phases that take it."""

    kind: Kind
    phase: Phase | None
    is_first: bool
    is_only: bool

    @property
    def code(self) -> str:
        """That of a kind alone is its first phase."""
        return str(self.kind.pk) if self.is_first or self.phase is None else f"{self.kind.pk}-{self.phase.pk}"

    @property
    def label(self) -> str:
        name = str(self.kind.name)
        return name if self.is_only or self.phase is None else f"{name} ({self.phase.title})"


def kinds_to_say(consultation: ConsultationPage) -> QuerySet[Kind]:
    """What may be said aloud: public kinds that people write in their own words, and that answer nothing."""
    rows = consultation.kinds.filter(
        role=KindRole.PLAIN, visibility=Visibility.PUBLIC, one_per_person=False, responds_to=None
    )
    found: QuerySet[Kind] = rows.exclude(pk__in=kinds_apart(consultation).values("pk"))
    return found


def phases_to_say(consultation: ConsultationPage) -> dict[int, list[Phase]]:
    """By kind, the phases that open it and carry nothing over, in order of time; one query."""
    rows = PhaseAction.objects.filter(phase__consultation=consultation, phase__source=Source.NOTHING)
    found: dict[int, list[Phase]] = {}
    for row in rows.select_related("phase").order_by("phase__starts_at", "phase__position", "phase", "pk"):
        phases = found.setdefault(row.kind_id, [])
        if row.phase not in phases:
            phases.append(row.phase)
    return found


def places_to_say(consultation: ConsultationPage) -> list[Place]:
    """Each kind that may be said aloud, as many times as there are phases that take it; two queries."""
    phases, found = phases_to_say(consultation), []
    for kind in kinds_to_say(consultation):
        taking: list[Phase | None] = [*phases.get(kind.pk, [])] or [None]
        found += [Place(kind, phase, at == 0, len(taking) == 1) for at, phase in enumerate(taking)]
    return found
