"""A gap between two signs of life is an outage; a clock that is set, or a worker started again, is none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from parvis.availability.domain.beat import Reading, beat, read_clocks
from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Outage, Watch
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db
START = Reading(datetime(2026, 5, 4, 8, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC), "boot-1", 1000.0)


def later(seconds: float, *, clock: float | None = None, **changes: object) -> Reading:
    """As many seconds after the start; the clock of the database may say otherwise."""
    said = seconds if clock is None else clock
    moved = replace(START, now=START.now + timedelta(seconds=said), ticks=START.ticks + seconds)
    return replace(moved, **changes)  # type: ignore[arg-type]


def test_one_row_holds_all_the_minutes_during_which_the_site_was_there():
    for minute in range(5):
        assert beat(reading=later(60 * minute)) is None
    row = Watch.objects.get()
    assert (row.watcher, row.last_at - row.started_at) == (Watcher.INSIDE, timedelta(minutes=4))
    assert not Outage.objects.exists()


def test_a_worker_that_is_started_again_within_two_minutes_is_no_outage():
    beat(reading=START)
    assert beat(reading=later(119)) is None
    assert Watch.objects.count() == 1


def test_a_longer_silence_is_an_outage_with_its_line_in_the_log():
    beat(reading=START)
    found = beat(reading=later(600))
    assert found is not None
    assert (found.started_at, found.ended_at) == (START.now, START.now + timedelta(minutes=10))
    assert found.cause == Cause.SILENCE
    told = Pending.objects.get()
    began = int(START.now.timestamp())
    assert (told.kind, told.space) == ("incident", "site")
    assert told.public == {"code": "outage", "cause": "silence", "from": began, "to": began + 600}
    assert Watch.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"boot": "boot-2", "ticks": 30.0}, Cause.REBOOT),
        ({"database_since": START.now + timedelta(minutes=9)}, Cause.DATABASE),
        ({"boot": "", "ticks": 0.0}, Cause.SILENCE),
    ],
)
def test_its_cause_is_said_as_far_as_is_known(changes, cause):
    beat(reading=START)
    found = beat(reading=later(600, **changes))
    assert found is not None
    assert (found.cause, found.ended_at - found.started_at) == (cause, timedelta(minutes=10))


def test_a_clock_put_forward_is_no_outage():
    beat(reading=START)
    assert beat(reading=later(60, clock=3 * 3600)) is None
    assert beat(reading=later(120, clock=3 * 3600 + 60)) is None
    assert not Outage.objects.exists()


def test_a_clock_put_back_hides_no_outage_and_makes_none():
    beat(reading=START)
    assert beat(reading=later(60, clock=-3600)) is None
    found = beat(reading=later(660, clock=-3000))
    assert found is not None
    assert found.ended_at - found.started_at == timedelta(minutes=10)
    assert found.ended_at == START.now - timedelta(seconds=3000)


def test_the_clocks_of_this_machine_are_read():
    first, second = read_clocks(), read_clocks()
    assert second.now >= first.now > first.database_since
    assert (second.boot, second.ticks >= first.ticks) == (first.boot, True)
