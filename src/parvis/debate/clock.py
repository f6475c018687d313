"""The clock of questions: working days (Monday to Friday), the last day to answer, what is late.

Dates are those of the installation's time zone. Public holidays count as working days: they differ from place
to place, and whoever waits can check this with any calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """So many working days, for what is asked from `since` on."""

    since: datetime
    days: int


def add_working_days(start: date, days: int) -> date:
    """The working day that comes `days` working days after `start`."""
    end = start
    while days:
        end += DAY
        days -= end.weekday() < WEEKEND
    return end


def promise_for(asked_at: datetime, promises: Sequence[Promise]) -> Promise | None:
    """The promise in force when it was asked; `promises` are in the order in which they were made."""
    return next((promise for promise in reversed(promises) if promise.since <= asked_at), None)


def due(asked_at: datetime, promises: Sequence[Promise]) -> date | None:
    """The last day on which the answer is on time; None when nothing was promised."""
    promise = promise_for(asked_at, promises)
    return add_working_days(timezone.localdate(asked_at), promise.days) if promise else None


def is_late(asked_at: datetime, answered_at: datetime, promises: Sequence[Promise]) -> bool:
    """Whether `answered_at`, or now for a question that waits, is past the last day."""
    last = due(asked_at, promises)
    return last is not None and timezone.localdate(answered_at) > last


def late_before(now: datetime, days: int) -> datetime:
    """What was asked before this moment, under a promise of `days`, is late if it still waits."""
    today = timezone.localdate(now)
    asked = today
    while add_working_days(asked, days) >= today:
        asked -= DAY
    return timezone.make_aware(datetime.combine(asked + DAY, time.min))
