"""Say each minute that the site is there; a gap between two of these says that it was not."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from parvis.availability import leaves
from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Outage, Watch
from parvis.availability.spans import LEAST
from parvis.ledger.domain.append import append

BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Reading:
    """What clocks say: that of the database, and that of the machine, which counts since its start.

    `boot` names that start; it is empty where the system does not tell it, and the first clock alone is read.
    `database_since`: when the database was last started.
    """

    now: datetime
    database_since: datetime
    boot: str = ""
    ticks: float = 0.0


def read_clocks() -> Reading:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), pg_postmaster_start_time()")
        now, since = cursor.fetchone()
    if not BOOT.exists() or not (clock := getattr(time, "CLOCK_BOOTTIME", None)):
        return Reading(now, since)
    return Reading(now, since, BOOT.read_text().strip(), time.clock_gettime(clock))


@transaction.atomic
def beat(*, reading: Reading) -> Outage | None:
    """Make the last time longer, or begin another and keep what lies between; returns that outage.

    A clock put forward is no outage, nor does one put back hide any: see `Watch`.
    """
    rows = Watch.objects.select_for_update().filter(watcher=Watcher.INSIDE)
    last = rows.order_by("-pk").first()
    if last is None:
        _begin(reading)
        return None
    elapsed = _elapsed(last, reading)
    if elapsed < LEAST:
        last.last_at = max(last.last_at, reading.now)
        last.boot, last.ticks = reading.boot, reading.ticks
        last.save(update_fields=["last_at", "boot", "ticks"])
        return None
    _begin(reading)
    found = Outage(started_at=reading.now - elapsed, ended_at=reading.now, cause=_cause(last, reading))
    found.save()
    append(leaves.ended(found))
    return found


def _begin(reading: Reading) -> None:
    Watch.objects.create(
        watcher=Watcher.INSIDE,
        started_at=reading.now,
        last_at=reading.now,
        boot=reading.boot,
        ticks=reading.ticks,
    )


def _elapsed(last: Watch, reading: Reading) -> timedelta:
    """Between the last look and this one, by the clock that nobody sets where it is the same."""
    if reading.boot and reading.boot == last.boot:
        return timedelta(seconds=max(0.0, reading.ticks - last.ticks))
    return reading.now - last.last_at


def _cause(last: Watch, reading: Reading) -> Cause:
    if reading.boot and last.boot and reading.boot != last.boot:
        return Cause.REBOOT
    return Cause.DATABASE if reading.database_since > last.last_at else Cause.SILENCE
