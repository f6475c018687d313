"""Who has a place: decided under the lock of the event, which every registration takes."""

from __future__ import annotations

import secrets

from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.accounts.canonical import canonical
from parvis.accounts.errors import Refused
from parvis.consultations.queries import database_now
from parvis.gatherings import letters
from parvis.gatherings.enums import EventState, Standing
from parvis.gatherings.models import Event, Registration

DIGITS = 8


def held(event: Event) -> Event:
    """The event, locked until the end of the transaction: places are given one at a time."""
    return Event.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=event.pk)


def mailbox(email: str) -> str:
    """What stands for a mailbox, however its address is written."""
    return salted_hmac("parvis.gatherings.registration", canonical(email), algorithm="sha256").hexdigest()


def check_open(event: Event) -> None:
    """Raises `Refused` when nobody registers for this event now."""
    if event.is_cancelled:
        raise Refused(_("This event is cancelled: nobody registers for it any more."))
    if event.state != EventState.PUBLISHED or not event.takes_registrations or not event.consultation.live:
        raise Refused(_("One does not register for this event."))
    if database_now() >= event.closes_at:
        raise Refused(_("Registration for this event is closed."))


def is_full(event: Event) -> bool:
    return event.capacity is not None and _taken(event) >= event.capacity


def standing_of_next(event: Event) -> Standing:
    """A place, or one in the waiting list. Raises `Refused` when there is neither. The event is held."""
    if not is_full(event):
        return Standing.COMING
    if event.has_waiting_list:
        return Standing.WAITING
    raise Refused(_("Every place is taken, and this event has no waiting list."))


def seat(event: Event, registration: Registration) -> None:
    """Count somebody whose address is known, and write to them. Raises `Refused`. The event is held."""
    standing = standing_of_next(event)
    Registration.objects.filter(pk=registration.pk).update(
        standing=standing, confirmed_at=Now(), code=_new_code()
    )
    registration.refresh_from_db(fields=["standing", "confirmed_at", "code"])
    letters.write(registration, letters.ticket)


def _new_code() -> str:
    """Eight digits that nobody has: of a hundred million, one that is taken is drawn again."""
    while True:
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        if not Registration.objects.filter(code=code).exists():
            return code


def move_up(event: Event) -> int:
    """Give free places to those who wait, in their order, and write to them. The event is held."""
    if event.state != EventState.PUBLISHED:
        return 0
    waiting = event.registrations.filter(standing=Standing.WAITING).select_related("participant", "event")
    free = None if event.capacity is None else max(event.capacity - _taken(event), 0)
    moved = list(waiting.order_by("confirmed_at", "pk")[:free])
    event.registrations.filter(pk__in=[row.pk for row in moved]).update(standing=Standing.COMING)
    for row in moved:
        row.standing = Standing.COMING
    letters.write_all(moved, letters.moved_up)
    return len(moved)


def _taken(event: Event) -> int:
    return event.registrations.filter(standing=Standing.COMING).count()
