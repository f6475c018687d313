"""The phases of a template, as shares of a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.consultations.calendar import Slot
from parvis.consultations.templates_catalogue import PhasePlan, Template

NARROWEST = 1.5
GAP = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """One phase: `left` and `width` in percent of the strip; one that opens nothing is drawn hollow."""

    phase: PhasePlan
    left: float
    width: float

    @property
    def state(self) -> str:
        return "open" if self.phase.actions else "quiet"


def strip_of(template: Template) -> tuple[Piece, ...]:
    """The phases with the lengths that they are made for."""
    return _laid(template.phases, [phase.days for phase in template.phases])


def strip_on(slots: Sequence[Slot]) -> tuple[Piece, ...]:
    """The phases on their days."""
    return _laid([slot.plan for slot in slots], [slot.days for slot in slots])


def _laid(phases: Sequence[PhasePlan], days: Sequence[int]) -> tuple[Piece, ...]:
    """One after the other, each as wide as it is long, and wide enough to be seen."""
    wanted = [max(count / sum(days) * 100, NARROWEST + GAP) for count in days]
    marks = [sum(wanted[:place]) / sum(wanted) * 100 for place in range(len(wanted) + 1)]
    return tuple(
        Piece(phase, round(marks[place], 2), round(marks[place + 1] - marks[place] - GAP, 2))
        for place, phase in enumerate(phases)
    )
