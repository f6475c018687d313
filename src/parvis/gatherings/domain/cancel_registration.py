"""Give one's place back: the next of the waiting list has it, and what says who one is goes at once."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.seats import held, mailbox, move_up

NOBODY = {
    "participant": None, "name": "", "email": "", "mailbox": "", "need": "", "code": None, "language": "",
}  # fmt: skip


def cancel_registration(*, registration: Registration) -> None:
    """Whoever holds the link of a registration cancels it; twice is once. Raises `Refused`."""
    with transaction.atomic():
        event = held(registration.event)
        row = event.registrations.filter(pk=registration.pk).first()
        if row is None or row.standing == Standing.CANCELLED:
            return
        if row.arrived_at is not None or database_now() >= event.ends_at:
            raise Refused(_("This event took place: there is nothing to cancel any more."))
        _empty(event, row)


def erase_registration(*, registration: Registration) -> None:
    """Whoever holds its link has all that says who they are erased, whenever they ask; twice is once.

    A place that was not used is given back first; that somebody came stays counted, and is nobody.
    """
    with transaction.atomic():
        event = held(registration.event)
        row = event.registrations.filter(pk=registration.pk).first()
        if row is None or row.standing == Standing.CANCELLED:
            return
        if row.arrived_at is None and database_now() < event.ends_at:
            _empty(event, row)
        else:
            Registration.objects.filter(pk=row.pk).update(**NOBODY)


def forget_registrations_of(*, actor: Participant, email: str) -> None:
    """An account is erased: places to come are given back, those of the past are nobody's."""
    with transaction.atomic():
        mine = Registration.objects.filter(participant=actor)
        if email:
            mine = mine | Registration.objects.filter(mailbox=mailbox(email))
        now = database_now()
        events = Event.objects.filter(registrations__in=mine, ends_at__gt=now).distinct().order_by("pk")
        for event in list(events):
            row = held(event)
            for registration in mine.filter(event=row, arrived_at=None):
                _empty(row, registration)
        mine.update(**NOBODY)


def _empty(event: Event, row: Registration) -> None:
    Registration.objects.filter(pk=row.pk).update(standing=Standing.CANCELLED, **NOBODY)
    if row.standing == Standing.COMING and database_now() < event.ends_at:
        move_up(event)
