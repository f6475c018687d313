"""Bring what came out of a live room into the minutes of its event."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.minutes.domain.link import MOST as MOST_LINKS
from parvis.minutes.domain.link import link
from parvis.minutes.domain.write import add_passage, hold
from parvis.minutes.enums import Target
from parvis.minutes.models import Minutes, Passage
from parvis.room.models import Activity, Answer, Room
from parvis.room.queries import kept_in
from parvis.room.telling import told


@transaction.atomic
def bring_room(*, actor: Participant, minutes: Minutes, room: Room) -> list[Passage]:
    """At the end: a heading, and a passage for each activity, linked to the contributions of its questions.

    They are passages as others: their author changes, moves and removes them. Raises `Refused`.
    """
    held = hold(actor, minutes)
    if room.event_id != held.event_id:
        raise Refused(_("This room is not of this event."))
    if room.closed_at is None:
        raise Refused(_("This room is still open: close it, and what came out can be brought here."))
    if held.passages.filter(is_removed=False, text__contains=f"/room/{room.code}/results/").exists():
        raise Refused(_("What came out of this room is in these minutes already."))
    asked = list(room.activities.filter(outcome__isnull=False))
    if not asked:
        raise Refused(_("Nothing was asked in this room."))
    room.consultation = held.event.consultation
    with translation.override(room.consultation.locale.language_code):
        said = [_("In the room: %(title)s") % {"title": room.title}, *(_told(room, one) for one in asked)]
    made = [
        add_passage(actor=actor, minutes=held, text=text, is_heading=at == 0) for at, text in enumerate(said)
    ]
    for passage, activity in zip(made[1:], asked, strict=True):
        _link(actor, passage, activity)
    return made


def _told(room: Room, activity: Activity) -> str:
    activity.room = room
    path = reverse("room:results", args=[room.code])
    return told(activity, f"{settings.PARVIS_ADDRESS}{path}#activity-{activity.pk}")


def _link(actor: Participant, passage: Passage, activity: Activity) -> None:
    mine = set(Answer.objects.filter(activity=activity).values_list("pk", flat=True))
    pks = [contribution for question, contribution in kept_in(activity.room).items() if question in mine]
    if pks:
        link(actor=actor, passage=passage, target=Target.CONTRIBUTION, pks=pks[:MOST_LINKS])
