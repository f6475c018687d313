"""What every act of the host of a room shares: it holds the room, and tells those who look that it moved."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce, Least, Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.room.models import Room
from parvis.room.permissions import can


def hold(actor: Participant, room: Room) -> Room:
    """Whoever leads a room waits for whoever else does. Raises `Refused`."""
    held = Room.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=room.pk)
    if not can(actor, "lead", held.consultation):
        raise Refused(_("Only an organiser or an animator of this consultation leads its rooms."))
    if held.closed_at is not None:
        raise Refused(_("This room is closed: its results stay as they are. Prepare another one."))
    return held


def hold_to_keep(actor: Participant, room: Room) -> Room:
    """The same for whoever makes contributions of its questions, which goes on once it is closed."""
    held = Room.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=room.pk)
    if not can(actor, "keep", held.consultation):
        raise Refused(
            _("Only those who organise, animate or moderate this consultation keep questions of its rooms.")
        )
    return held


def changed(actor: Participant, room: Room, act: DeskAct, about: str) -> None:
    """Phones and screens look again, and the journal of the team has its line."""
    Room.objects.filter(pk=room.pk).update(version=F("version") + 1)
    note(actor=actor, consultation=room.consultation, act=act, about=about)


def stop(room: Room) -> None:
    """One whose time was over ended then."""
    running = room.activities.filter(started_at__isnull=False, stopped_at=None)
    running.update(stopped_at=Least(Now(), Coalesce(F("ends_at"), Now())))
