"""The days of a template: when each of its phases begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from parvis.consultations.templates_catalogue import PhasePlan, Template

SHORTEST = 2
"""Days of a phase: one whole day beside that on which it begins."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A phase on its days: from the midnight that begins `first` to the midnight that begins `after`."""

    plan: PhasePlan
    first: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.first).days

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def whole_days(self) -> int:
        """Days during which one may take part, the one on which it opens left out: as the law counts."""
        return self.days - 1 if self.plan.actions else 0


def lay(
    template: Template, starts_on: date, *, least: int = 0, closes_on: date | None = None
) -> tuple[Slot, ...]:
    """The phases of a template, one after the other from `starts_on` on.

    Without `closes_on`, each lasts what it is made for, and the last one that opens something is prolonged
    until there are `least` whole days to take part. With it, that is the last day to take part: phases up to
    then are shortened or prolonged in proportion, whatever `least` says. Raises `ValueError` when there are
    not `SHORTEST` days for each of them.
    """
    days = [least + 1 if phase.is_legal and least else phase.days for phase in template.phases]
    until = _opening(template)
    if closes_on is not None:
        days[:until] = spread(days[:until], (closes_on - starts_on).days + 1)
    slots = _follow(template.phases, days, starts_on)
    lacking = least - whole_days(slots)
    if closes_on is None and lacking > 0:
        days[until - 1] += lacking
        slots = _follow(template.phases, days, starts_on)
    return slots


def whole_days(slots: Sequence[Slot]) -> int:
    """During how many whole days people may take part."""
    return sum(slot.whole_days for slot in slots)


def closing(slots: Sequence[Slot]) -> date:
    """The last day to take part."""
    return max(slot.last for slot in slots if slot.plan.actions)


def shortest(template: Template) -> int:
    """Days from the first to the last one to take part, at the least."""
    return SHORTEST * _opening(template)


def spread(days: Sequence[int], total: int) -> list[int]:
    """Share `total` days in proportion to `days`, `SHORTEST` for each at least. Raises `ValueError`."""
    spare, weight = total - SHORTEST * len(days), sum(days)
    if spare < 0:
        raise ValueError(total)
    marks = [spare * sum(days[:place]) // weight for place in range(len(days) + 1)]
    return [SHORTEST + after - before for before, after in pairwise(marks)]


def _opening(template: Template) -> int:
    """How many phases there are up to the last one that opens something, this one included."""
    return max(place for place, phase in enumerate(template.phases, start=1) if phase.actions)


def _follow(phases: Sequence[PhasePlan], days: Sequence[int], starts_on: date) -> tuple[Slot, ...]:
    marks = [starts_on + timedelta(days=sum(days[:place])) for place in range(len(days) + 1)]
    return tuple(Slot(phase, *span) for phase, span in zip(phases, pairwise(marks), strict=True))
