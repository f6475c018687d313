"""The line of time of a consultation, as shares of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.consultations.enums import Moment
from parvis.consultations.models import Phase

ENDLESS = timedelta(days=30)
NARROWEST = 0.6
ROW = 50
NAME = 18
DESCENDERS = 4
MARGIN = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One phase: `left` and `width` in percent of the drawing, `top` in pixels; its name, then its bar."""

    phase: Phase
    moment: Moment
    left: float
    width: float
    top: int
    is_public: bool

    @property
    def state(self) -> str:
        """How the phase stands for people: one that nobody sees is not under way, whatever its dates."""
        return "waiting" if self.moment == Moment.PRESENT and not self.is_public else self.moment

    @property
    def name_y(self) -> int:
        """Where the letters of the name stand."""
        return self.top + NAME - DESCENDERS

    @property
    def bar_y(self) -> int:
        return self.top + NAME + MARGIN

    @property
    def mark(self) -> tuple[int, int]:
        """From where to where today's mark is drawn: across the bar, never across a name."""
        return self.top + NAME, self.top + ROW

    @property
    def ends_with_name(self) -> bool:
        """The name has more room before the end of the bar than after its start."""
        return self.left + self.width > 100 - self.left

    @property
    def name_x(self) -> float:
        return round(self.left + self.width, 2) if self.ends_with_name else self.left


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in order; `now` in percent, None when outside of the drawing."""

    bars: tuple[Bar, ...]
    starts_at: datetime
    ends_at: datetime
    now: float | None
    height: int


def draw(phases: Sequence[Phase], *, now: datetime, is_public: bool) -> Timeline | None:
    """Lay phases on their common span; one without an end is drawn a month beyond now or its start.

    `is_public`: the consultation is published, so that its phases open.
    """
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
            is_public=is_public,
        )
        for place, phase in enumerate(phases)
    )
    here = share(now) if first <= now <= last else None
    return Timeline(bars=bars, starts_at=first, ends_at=last, now=here, height=len(bars) * ROW)
