"""Prepare a room at the desk: its name, and what it will be asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.gatherings.models import Event
from parvis.room.codes import new_code
from parvis.room.enums import ActivityKind
from parvis.room.holding import changed, hold
from parvis.room.models import Activity, Room
from parvis.room.permissions import can

TRIES = 20
MOST_ACTIVITIES = 30


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """What the room will be asked; from `method` on, of a vote alone."""

    kind: ActivityKind
    title: str
    seconds: int | None = None
    method: str = ""
    items: tuple[str, ...] = ()
    costs: tuple[int, ...] | None = None
    limit: int | None = None
    limit_each: int | None = None
    scale: int | None = None


def prepare_room(
    *, actor: Participant, consultation: ConsultationPage, title: str, event: Event | None = None
) -> Room:
    """A room with a code of its own, which nobody can enter before it is opened. Raises `Refused`."""
    if not can(actor, "lead", consultation):
        raise Refused(_("Only an organiser or an animator of this consultation prepares a room."))
    if event is not None and event.consultation_id != consultation.pk:
        raise Refused(_("This event is of another consultation: choose one of this consultation."))
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                room = Room.objects.create(
                    consultation=consultation, event=event, title=title, code=new_code()
                )
                note(actor=actor, consultation=consultation, act=DeskAct.ROOM_PREPARED, about=title)
                return room
        except IntegrityError:
            continue
    raise Refused(_("No free code was found. Try again."))


@transaction.atomic
def add_activity(*, actor: Participant, room: Room, draft: ActivityDraft) -> Activity:
    """At the end of the list. Raises `Refused`."""
    held = hold(actor, room)
    if held.activities.count() >= MOST_ACTIVITIES:
        raise Refused(_("A room has thirty activities at most: remove one before you add another."))
    last = held.activities.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    activity = Activity(room=held, position=position)
    _write(activity, draft)
    changed(actor, held, DeskAct.ROOM_PREPARED, draft.title)
    return activity


@transaction.atomic
def change_activity(*, actor: Participant, activity: Activity, draft: ActivityDraft) -> None:
    """As long as it was not started. Raises `Refused`."""
    room, held = _waiting(actor, activity)
    _write(held, draft)
    changed(actor, room, DeskAct.ROOM_PREPARED, draft.title)


@transaction.atomic
def remove_activity(*, actor: Participant, activity: Activity) -> None:
    """As long as it was not started. Raises `Refused`."""
    room, held = _waiting(actor, activity)
    held.delete()
    changed(actor, room, DeskAct.ROOM_PREPARED, activity.title)


def _waiting(actor: Participant, activity: Activity) -> tuple[Room, Activity]:
    room = hold(actor, activity.room)
    held = room.activities.get(pk=activity.pk)
    if held.started_at is not None:
        raise Refused(_("This activity was started: it stays as it was asked. Add another one."))
    return room, held


def _write(activity: Activity, draft: ActivityDraft) -> None:
    costs = None if draft.costs is None else list(draft.costs)
    said = {**asdict(draft), "items": list(draft.items), "costs": costs}
    for name, value in said.items():
        setattr(activity, name, value)
    activity.save()
