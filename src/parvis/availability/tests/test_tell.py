"""What those who run the site say of it: maintenance to come, what happened, what was seen from outside."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from parvis.accounts.errors import Refused
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory
from parvis.availability.domain.bring_watch import MOST_BYTES, Brought, bring_watch
from parvis.availability.domain.explain_outage import explain_outage
from parvis.availability.domain.forget_watches import KEPT, forget_watches
from parvis.availability.domain.plan import cancel, plan
from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Outage, Watch
from parvis.availability.queries import announced, minutes_by_day, outages_since, planned
from parvis.availability.tests.factories import MaintenanceFactory, OutageFactory, WatchFactory
from parvis.availability.wording import duration
from parvis.ledger.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return StaffFactory(is_superuser=True)


def test_maintenance_is_announced_before_it_begins_and_told_to_the_log(operator):
    soon = timezone.now() + timedelta(hours=3)
    row = plan(actor=operator, starts_at=soon, ends_at=soon + timedelta(hours=1), words=" Une version. ")
    assert (row.words, list(planned(now=timezone.now()))) == ("Une version.", [row])
    cancel(actor=operator, maintenance=row)
    assert list(planned(now=timezone.now())) == []
    codes = [one.public["code"] for one in Pending.objects.order_by("pk")]
    assert codes == ["maintenance", "maintenance_cancelled"]


@pytest.mark.parametrize(
    ("start", "end", "words", "why"),
    [
        (-1, 1, "x", "choose a moment to come"),
        (2, 1, "x", "choose a later end"),
        (1, 300, "x", "a week at most"),
        (1, 2, " ", "what the site is stopped for"),
    ],
)
def test_what_cannot_be_announced_is_refused(operator, start, end, words, why):
    now = timezone.now()
    with translation.override("en"), pytest.raises(Refused, match=why):
        plan(
            actor=operator,
            starts_at=now + timedelta(hours=start),
            ends_at=now + timedelta(hours=end),
            words=words,
        )
    assert not Pending.objects.exists()


def test_what_has_begun_is_not_called_off(operator):
    row = MaintenanceFactory(starts_at=timezone.now() - timedelta(minutes=5))
    with pytest.raises(Refused):
        cancel(actor=operator, maintenance=row)


def test_nobody_else_says_anything_of_the_site():
    somebody, row, now = ParticipantFactory(), OutageFactory(), timezone.now()
    for act in (
        lambda: explain_outage(actor=somebody, outage=row, words="x"),
        lambda: bring_watch(actor=somebody, data=b"from,to,answers\n"),
        lambda: cancel(actor=somebody, maintenance=MaintenanceFactory()),
        lambda: plan(actor=somebody, starts_at=now, ends_at=now, words="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_what_happened_is_said_and_corrected(operator):
    row = OutageFactory()
    explain_outage(actor=operator, outage=row, words="Le disque était plein.")
    explain_outage(actor=operator, outage=row, words=" Le disque était en panne. ")
    row.refresh_from_db()
    assert row.words == "Le disque était en panne."


def test_an_outage_is_planned_when_it_was_announced_and_fits(operator):
    now = timezone.now()
    known = MaintenanceFactory(starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=3))
    inside = OutageFactory(started_at=now - timedelta(hours=4), ended_at=now - timedelta(hours=3, minutes=10))
    longer = OutageFactory(
        started_at=now - timedelta(hours=4), ended_at=now - timedelta(hours=2), cause=Cause.PAGE
    )
    assert announced([inside, longer], now=now) == {inside.pk: known}


def sheet(*lines):
    return ("from,to,answers\n" + "\n".join(lines) + "\n").encode()


def at(hours):
    return (timezone.now() - timedelta(hours=hours)).replace(microsecond=0).isoformat()


def test_what_was_seen_from_outside_is_brought_once_however_often(operator):
    lines = [f"{at(9)},{at(8)},yes", f"{at(8)},{at(7)},no", f"{at(7)},{at(6)},yes"]
    assert bring_watch(actor=operator, data=sheet(*lines)) == Brought(1, 2)
    assert bring_watch(actor=operator, data=sheet(*lines)) == Brought(0, 0)
    row = Outage.objects.get()
    assert (row.cause, row.ended_at - row.started_at) == (Cause.OUTSIDE, timedelta(hours=1))
    assert Watch.objects.filter(watcher=Watcher.OUTSIDE).count() == 2
    assert Pending.objects.count() == 1


def test_a_silence_that_lasted_longer_is_made_longer(operator):
    start = at(8)
    bring_watch(actor=operator, data=sheet(f"{start},{at(7)},no"))
    assert bring_watch(actor=operator, data=sheet(f"{start},{at(5)},no")) == Brought(0, 0)
    row = Outage.objects.get()
    assert row.ended_at - row.started_at == timedelta(hours=3)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff\xfe", "not the file"),
        (b"a,b\n1,2\n", "not the file"),
        (sheet("hier,demain,no"), "Line 2"),
        (sheet("2026-01-01T10:00:00,2026-01-01T11:00:00,no"), "Line 2"),
        (sheet("2026-01-01T10:00:00+00:00,2026-01-01T11:00:00+00:00,maybe"), "Line 2"),
        (sheet("2026-01-01T10:00:00+00:00,2026-01-01T09:00:00+00:00,no"), "Line 2"),
        (sheet("2999-01-01T10:00:00+00:00,2999-01-01T11:00:00+00:00,no"), "Line 2"),
        (b"x" * (MOST_BYTES + 1), "2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_line(operator, data, why):
    with translation.override("en"), pytest.raises(Refused, match=why):
        bring_watch(actor=operator, data=data)
    assert not Outage.objects.exists()


def test_minutes_are_counted_once_for_what_was_seen_twice():
    now = timezone.now()
    start = now - timedelta(days=2)
    OutageFactory(started_at=start, ended_at=start + timedelta(minutes=30))
    OutageFactory(
        started_at=start + timedelta(minutes=10), ended_at=start + timedelta(minutes=40), cause=Cause.PAGE
    )
    rows = outages_since(now - timedelta(days=5), now=now)
    days = minutes_by_day(rows, first=timezone.localdate(now) - timedelta(days=4), now=now)
    assert (len(days), sum(count for _day, count in days)) == (5, 40)


def test_a_silence_of_jobs_is_no_minute_without_the_site():
    now = timezone.now()
    row = OutageFactory(cause=Cause.SILENCE)
    assert not row.is_away
    assert "answered meanwhile" in str(Cause.SILENCE.label) or "pages ont pu" in str(Cause.SILENCE.label)
    days = minutes_by_day([row], first=timezone.localdate(now), now=now)
    assert sum(count for _day, count in days) == 0


def test_old_times_are_forgotten_and_outages_stay():
    OutageFactory(started_at=timezone.now() - 2 * KEPT)
    WatchFactory(started_at=timezone.now() - 2 * KEPT, last_at=timezone.now() - KEPT - timedelta(days=1))
    WatchFactory()
    assert (forget_watches(), Watch.objects.count(), Outage.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=1), "1 minute"),
        (timedelta(minutes=95), "95 minutes"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(hours=3, minutes=5), "3 h 5 min"),
    ],
)
def test_a_length_is_said_in_minutes_then_in_hours(length, said):
    with translation.override("en"):
        assert duration(length) == said
