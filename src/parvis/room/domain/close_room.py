"""Close a room: what came out is kept and told, which device answered what is forgotten."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.analysis.alike import fold
from parvis.consultations.enums import DeskAct
from parvis.jobs.forgetting import ROOMS
from parvis.ledger.domain.append import append
from parvis.room import leaves
from parvis.room.enums import ActivityKind, Fate
from parvis.room.figures import figures_of, groups_of
from parvis.room.holding import changed, hold, stop
from parvis.room.models import Activity, Answer, Room, Support


@transaction.atomic
def close_room(*, actor: Participant, room: Room) -> None:
    """For good. The results are public from now on; what was hidden leaves its number. Raises `Refused`."""
    held = hold(actor, room)
    if held.opened_at is None:
        raise Refused(_("This room was never opened: there is nothing to close."))
    _close(held)
    changed(actor, held, DeskAct.ROOM_CLOSED, held.title)


def close_left_rooms() -> int:
    """Close those that were left open for a week; tell how many answers no longer have a device."""
    left = Room.objects.filter(closed_at=None, opened_at__lt=Now() - Value(ROOMS))
    forgotten = 0
    for pk in left.values_list("pk", flat=True):
        with transaction.atomic():
            held = Room.objects.select_for_update(of=("self",)).get(pk=pk)
            if held.closed_at is None:
                forgotten += _close(held)
                Room.objects.filter(pk=pk).update(version=F("version") + 1)
    return forgotten


def _close(held: Room) -> int:
    """Tells how many answers lost their device."""
    stop(held)
    asked = list(held.activities.filter(started_at__isnull=False))
    for activity in asked:
        activity.outcome = figures_of(activity)
    Activity.objects.bulk_update(asked, ["outcome"])
    Room.objects.filter(pk=held.pk).update(closed_at=Now(), phones=_phones(held))
    append(leaves.closed(held, asked))
    return _forget(held, asked)


def _phones(room: Room) -> int:
    """How many took part: those that answered something, or supported a question."""
    answered = Answer.objects.filter(activity__room=room, device__isnull=False).values("device")
    supported = Support.objects.filter(question__activity__room=room, device__isnull=False).values("device")
    return answered.order_by().union(supported).count()


def _forget(room: Room, asked: list[Activity]) -> int:
    """No device, no key, and none of the words that were hidden."""
    Answer.objects.filter(activity__room=room, fate=Fate.HIDDEN).delete()
    for activity in asked:
        if activity.hidden and activity.kind != ActivityKind.QUESTIONS:
            _take_out(activity)
    Support.objects.filter(question__activity__room=room).update(device=None)
    return Answer.objects.filter(activity__room=room).update(device=None, key=None)


def _take_out(activity: Activity) -> None:
    """The words that were hidden, and the list of them."""
    forms = {form for group in groups_of(activity)[1] for form in group.forms}
    for row in activity.answers.all():
        row.texts = [text for text in row.texts if fold(text) not in forms]
        if row.texts:
            row.save(update_fields=["texts"])
        else:
            row.delete()
    Activity.objects.filter(pk=activity.pk).update(hidden=[])
