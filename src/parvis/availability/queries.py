"""Reading when the site was there. The time is the database's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from parvis.availability.enums import Watcher
from parvis.availability.models import Maintenance, Outage, Watch
from parvis.availability.spans import LEAST, Span, common, total

SHOWN = timedelta(days=90)
FRESH = timedelta(minutes=3)
"""A sign of life is given each minute: after three, something that gives it has stopped."""


def database_now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def outages_since(moment: datetime, *, now: datetime) -> list[Outage]:
    """Those that bear on the time since then, the last first; one that only begins is not yet one."""
    lasting = Q(ended_at=None, started_at__lte=now - LEAST)
    return list(Outage.objects.filter(lasting | Q(ended_at__gt=moment)))


def span_of(row: Outage, *, now: datetime) -> Span:
    return Span(row.started_at, row.ended_at or now)


def away(rows: Iterable[Outage], *, now: datetime) -> list[Span]:
    """When pages could not be reached; a silence of jobs says nothing of them."""
    return [span_of(row, now=now) for row in rows if row.is_away]


def looked_at_since() -> datetime | None:
    """The first moment at which the site was looked at from inside."""
    rows = Watch.objects.filter(watcher=Watcher.INSIDE)
    found: datetime | None = rows.aggregate(at=Min("started_at"))["at"]
    return found


@dataclass(frozen=True, slots=True)
class Signs:
    """The last signs of life: `inside` is given each minute, `outside` when somebody brings a file."""

    inside: datetime | None
    outside: datetime | None
    now: datetime

    @property
    def is_fresh(self) -> bool:
        return self.inside is not None and self.now - self.inside < FRESH


def last_signs(*, now: datetime) -> Signs:
    """One query."""
    found = Watch.objects.aggregate(
        inside=Max("last_at", filter=Q(watcher=Watcher.INSIDE)),
        outside=Max("last_at", filter=Q(watcher=Watcher.OUTSIDE)),
    )
    return Signs(found["inside"], found["outside"], now)


def planned(*, now: datetime) -> QuerySet[Maintenance]:
    """What is announced and not over, the next first."""
    return Maintenance.objects.filter(cancelled_at=None, ends_at__gt=now).order_by("starts_at", "pk")


def announced(rows: Iterable[Outage], *, now: datetime) -> dict[int, Maintenance]:
    """Of these outages, those that a maintenance announced beforehand covers, with it; one query."""
    outages = list(rows)
    if not outages:
        return {}
    first = min(row.started_at for row in outages)
    known = list(Maintenance.objects.filter(cancelled_at=None, ends_at__gt=first))
    found = {}
    for row in outages:
        span = span_of(row, now=now)
        for one in known:
            if one.starts_at <= span.start and span.end <= one.ends_at:
                found[row.pk] = one
    return found


def minutes_by_day(rows: Iterable[Outage], *, first: date, now: datetime) -> list[tuple[date, int]]:
    """For each day of the place since the first, how many minutes the site could not be reached."""
    spans = away(rows, now=now)
    today = timezone.localdate(now)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return [(day, minutes(total(common(spans, [_whole(day)])))) for day in days]


def minutes(length: timedelta) -> int:
    """Whole ones, rounded up: part of a minute without the site is one."""
    return -(-int(length.total_seconds()) // 60)


def _whole(day: date) -> Span:
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    return Span(start, end)
