"""The line of time of a consultation, as shares of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.consultations.enums import Moment
from parvis.consultations.models import Phase

ENDLESS = timedelta(days=30)
NARROWEST = 0.6
LATE = 65


@dataclass(frozen=True, slots=True)
class Bar:
    """One phase: `left` and `width` in percent of the drawing, `top` in pixels."""

    phase: Phase
    moment: Moment
    left: float
    width: float
    top: int

    @property
    def is_late(self) -> bool:
        return self.left > LATE


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order; `now` in percent, None when outside of the drawing."""

    bars: tuple[Bar, ...]
    starts_at: datetime
    ends_at: datetime
    now: float | None
    height: int


ROW = 50


def draw(phases: Sequence[Phase], *, now: datetime) -> Timeline | None:
    """Lay phases on their common span; one without an end is drawn a month beyond now or its start."""
    if not phases:
        return None
    ends = {phase.pk: phase.ends_at or max(now, phase.starts_at) + ENDLESS for phase in phases}
    first, last = min(phase.starts_at for phase in phases), max(ends.values())

    def share(moment: datetime) -> float:
        return round((moment - first) / (last - first) * 100, 2)

    bars = tuple(
        Bar(
            phase=phase,
            moment=phase.moment(now),
            left=share(phase.starts_at),
            width=max(share(ends[phase.pk]) - share(phase.starts_at), NARROWEST),
            top=place * ROW,
        )
        for place, phase in enumerate(phases)
    )
    here = share(now) if first <= now <= last else None
    return Timeline(bars=bars, starts_at=first, ends_at=last, now=here, height=len(bars) * ROW)
