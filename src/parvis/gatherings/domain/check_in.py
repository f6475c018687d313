"""Keep the door: who came, each once; and how many came without registering."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note, note_once_a_day
from parvis.gatherings.enums import COUNTED, EventState
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.permissions import can
from parvis.gatherings.seats import held

MOST_WALK_INS = 100_000


def check_in(*, actor: Participant, registration: Registration) -> bool:
    """Note that somebody came; tells whether they had not come before. Raises `Refused`."""
    with transaction.atomic():
        event = _hold(actor, registration.event)
        fresh = event.registrations.filter(pk=registration.pk, standing__in=COUNTED, arrived_at=None)
        is_new = fresh.update(arrived_at=Now()) == 1
        _note_door(actor, event)
        return is_new


def undo_check_in(*, actor: Participant, registration: Registration) -> None:
    """They had not come after all. Raises `Refused`."""
    with transaction.atomic():
        event = _hold(actor, registration.event)
        event.registrations.filter(pk=registration.pk).update(arrived_at=None)
        _note_door(actor, event)


def count_walk_ins(*, actor: Participant, event: Event, count: int) -> None:
    """Say how many people came without registering, in all. Raises `Refused`."""
    with transaction.atomic():
        row = _hold(actor, event)
        if not 0 <= count <= MOST_WALK_INS:
            raise Refused(_("Give a number of people, from 0."))
        Event.objects.filter(pk=row.pk).update(walk_ins=count)
        note(actor=actor, consultation=row.consultation, act=DeskAct.EVENT_COUNTED, about=row.title)


def _note_door(actor: Participant, event: Event) -> None:
    note_once_a_day(actor=actor, consultation=event.consultation, act=DeskAct.EVENT_DOOR, about=event.title)


def _hold(actor: Participant, event: Event) -> Event:
    row = held(event)
    if not can(actor, "hold", row.consultation):
        raise Refused(_("Only organisers and animators of this consultation keep the door."))
    if row.state != EventState.PUBLISHED:
        raise Refused(_("This event does not take place: nobody comes."))
    return row
