"""Where a consultation stands, and how to say it in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.enums import Moment
from parvis.consultations.models import ConsultationPage, Phase
from parvis.front.enums import Stage
from parvis.restitution.models import SynthesisPage
from parvis.ui import words
from parvis.ui.data import PhaseState, PhaseStep


@dataclass(frozen=True, slots=True)
class Position:
    """A stage, the phase that makes it, and the next limit: when that phase ends, or when it starts."""

    stage: Stage
    phase: Phase | None = None
    number: int = 0
    total: int = 0
    limit: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.OPEN, Stage.COMING, Stage.PAUSED)


def locate(phases: Sequence[Phase], *, now: datetime, synthesis: SynthesisPage | None) -> Position:
    """Read the stage from the phases in their order; one that opens nothing is a time of work.

    A synthesis published before the last phase ended is provisional: it answers nothing yet.
    """
    moments = [(number, phase, phase.moment(now)) for number, phase in enumerate(phases, start=1)]
    active = [(number, phase, moment) for number, phase, moment in moments if phase.actions.all()]
    present = [(number, phase) for number, phase, moment in active if moment == Moment.PRESENT]
    if present:
        number, phase = max(present, key=lambda pair: pair[1].starts_at)
        return Position(Stage.OPEN, phase, number, len(phases), phase.ends_at)
    future = [(number, phase) for number, phase, moment in active if moment == Moment.FUTURE]
    if future:
        number, phase = min(future, key=lambda pair: pair[1].starts_at)
        begun = any(moment != Moment.FUTURE for _, _, moment in active)
        stage = Stage.PAUSED if begun else Stage.COMING
        return Position(stage, phase, number, len(phases), phase.starts_at)
    if not active:
        return Position(Stage.COMING, total=len(phases))
    end = max(phase.ends_at for _number, phase, _moment in active if phase.ends_at)
    if synthesis is not None and (synthesis.first_published_at or end) >= end:
        return Position(Stage.ANSWERED, total=len(phases))
    return Position(Stage.AWAITING, total=len(phases), limit=end)


def steps(consultation: ConsultationPage, phases: Sequence[Phase], *, now: datetime) -> list[PhaseStep]:
    """The phases as the stepper shows them, each leading to what it gathered."""
    address = reverse("front:contributions", args=[consultation.slug])
    return [
        PhaseStep(
            name=phase.title,
            state=_STATES[phase.moment(now)],
            starts_at=phase.starts_at,
            ends_at=phase.ends_at,
            url=f"{address}?phase={phase.pk}" if now >= phase.starts_at and phase.actions.all() else "",
            summary=phase.summary,
        )
        for phase in phases
    ]


_STATES: dict[Moment, PhaseState] = {Moment.PAST: "past", Moment.PRESENT: "present", Moment.FUTURE: "future"}


def sentence(consultation: ConsultationPage, position: Position, *, now: datetime) -> str:
    """Where we are, in words that need no diagram."""
    match position.stage:
        case Stage.OPEN:
            return _open_sentence(position, now)
        case Stage.COMING | Stage.PAUSED:
            return _coming_sentence(position)
        case Stage.AWAITING:
            return " ".join(
                [_("The contributions are closed: you can still read them all."), due(consultation, now=now)]
            )
    return _("The consultation is over and its synthesis is published.")


def _coming_sentence(position: Position) -> str:
    if position.limit is None:
        return _("The calendar is not published yet.")
    values = {**_values(position), "day": words.day(position.limit)}
    if position.stage == Stage.COMING:
        return _("The consultation opens on %(day)s.") % values
    return _("Between two phases: phase %(number)s of %(total)s, “%(phase)s”, opens on %(day)s.") % values


def _values(position: Position) -> dict[str, str]:
    return {"number": str(position.number), "total": str(position.total), "phase": str(position.phase)}


def _open_sentence(position: Position, now: datetime) -> str:
    values = _values(position)
    if position.limit is None:
        return _("We are in phase %(number)s of %(total)s, “%(phase)s”; it has no closing date.") % values
    values |= {"day": words.day(position.limit), "left": words.time_left(position.limit, now=now)}
    return _("We are in phase %(number)s of %(total)s, “%(phase)s”, until %(day)s (%(left)s).") % values


def due(consultation: ConsultationPage, *, now: datetime) -> str:
    """When the answer is due, and by how much it is late; a promise without a date is said to have none."""
    if consultation.answer_due is None:
        return _("No date is announced for the answer.")
    late = (_local_day(now) - consultation.answer_due).days
    values = {"day": words.day(consultation.answer_due), "count": words.number(late)}
    if late <= 0:
        return _("The answer is due by %(day)s.") % values
    return (
        ngettext(
            "The answer was due on %(day)s: it is %(count)s day late.",
            "The answer was due on %(day)s: it is %(count)s days late.",
            late,
        )
        % values
    )


def _local_day(now: datetime) -> date:
    return timezone.localdate(now)
