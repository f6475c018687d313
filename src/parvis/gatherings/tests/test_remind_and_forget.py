"""A reminder the day before, once; and a month after, nothing that says who came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.gatherings.domain.edit_event import change_event
from parvis.gatherings.drafts import draft_of
from parvis.gatherings.models import Registration
from parvis.gatherings.queries import Attendance, attendance_of
from parvis.gatherings.tasks import forget_registrations, remind_of_events
from parvis.gatherings.tests.factories import EventFactory, RegistrationFactory
from parvis.jobs.models import Forgetting, Mail

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_those_who_have_a_place_are_reminded_the_day_before_once() -> None:
    now = timezone.now()
    soon, later = EventFactory(starts_at=now + DAY / 2), EventFactory(starts_at=now + 2 * DAY)
    cancelled = EventFactory(starts_at=now + DAY / 2, called_off=True)
    due = RegistrationFactory(event=soon, confirmed_at=now - 3 * DAY)
    for other in (
        {"event": soon, "confirmed_at": now},
        {"event": soon, "confirmed_at": now - 3 * DAY, "waiting": True},
        {"event": later, "confirmed_at": now - 3 * DAY},
        {"event": cancelled, "confirmed_at": now - 3 * DAY},
    ):
        RegistrationFactory(**other)
    assert [remind_of_events(), remind_of_events()] == [1, 0]
    mail = Mail.objects.get()
    assert (mail.recipient, due.shown_code in mail.text) == (due.email, True)


def test_an_event_that_is_moved_is_reminded_of_again() -> None:
    now = timezone.now()
    row = RegistrationFactory(event__starts_at=now + DAY / 2, confirmed_at=now - 9 * DAY, reminded_at=now)
    moved = {**{name: getattr(draft_of(row.event), name) for name in draft_of(row.event).__slots__}}
    moved |= {"starts_at": now + DAY / 3, "ends_at": now + DAY}
    admin = ParticipantFactory(is_superuser=True)
    change_event(actor=admin, event=row.event, draft=type(draft_of(row.event))(**moved))
    row.refresh_from_db()
    assert (row.reminded_at, remind_of_events()) == (None, 1)


def test_a_month_after_only_the_counts_are_left() -> None:
    person = ParticipantFactory()
    old = EventFactory(starts_at=timezone.now() - timedelta(days=31))
    recent = RegistrationFactory(event=EventFactory(over=True))
    came = {"arrived_at": timezone.now(), "need": "Un fauteuil"}
    RegistrationFactory(event=old, **came)
    RegistrationFactory(event=old, participant=person, email="", name="")
    assert forget_registrations() == 2
    rows = list(
        old.registrations.values_list("participant", "name", "email", "mailbox", "need", "code", "language")
    )
    assert rows == [(None, "", "", "", "", None, "")] * 2
    assert attendance_of(old) == Attendance(coming=2, came=1)
    recent.refresh_from_db()
    assert recent.email != ""
    assert Forgetting.objects.get(rule="registrations").rows == 2
    assert forget_registrations() == 0


def test_an_address_that_nobody_confirmed_goes_within_two_days() -> None:
    asked = RegistrationFactory(asked=True)
    kept = RegistrationFactory(asked=True)
    Registration.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=2, hours=1))
    assert forget_registrations() == 1
    assert list(Registration.objects.values_list("pk", flat=True)) == [kept.pk]
