"""Reads of the room floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Now
from django.http import Http404

from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.room.enums import ActivityKind, Fate, Step
from parvis.room.models import Activity, Answer, Room


@dataclass(frozen=True, slots=True)
class Look:
    """A room at one moment of the database's clock. `mark` stays as long as nothing shown has changed."""

    room: Room
    activity: Activity | None
    step: Step
    now: datetime
    mark: tuple[object, ...]


def look_at(code: str) -> Look | None:
    """One room of a published consultation, and how much was answered: two queries."""
    rows = Room.objects.filter(code=code.upper(), consultation__live=True)
    room = rows.select_related("screen", "consultation").annotate(now=Now()).first()
    if room is None:
        return None
    activity, now = room.screen, room.now
    if room.step != Step.OPEN or activity is None:
        return Look(room, None, room.step, now, (room.version,))
    activity.room = room
    step = activity.step_at(now)
    sent = Answer.objects.filter(activity=activity)
    supports = Count("supports") if activity.kind == ActivityKind.QUESTIONS else Count("pk")
    counts = sent.aggregate(answers=Count("pk", distinct=True), supports=supports)
    return Look(room, activity, step, now, (room.version, activity.pk, step, *counts.values()))


def room_by_code(code: str) -> Room:
    """A room of a published consultation, or Http404."""
    rows = Room.objects.filter(code=code.upper(), consultation__live=True)
    room = rows.select_related("screen", "consultation", "event").first()
    if room is None:
        raise Http404
    return room


def sent_by(device: UUID | None, activity: Activity) -> int:
    """How many answers this device sent."""
    return 0 if device is None else Answer.objects.filter(activity=activity, device=device).count()


def rooms_of(consultation: ConsultationPage) -> list[Room]:
    """The last prepared first; one query."""
    return list(consultation.rooms.select_related("event").annotate(asked=Count("activities")))


def closed_rooms(consultation: ConsultationPage) -> list[Room]:
    """Those whose results are public; one query."""
    return list(consultation.rooms.filter(closed_at__isnull=False).order_by("closed_at"))


def questions_of(room: Room) -> list[Answer]:
    """All those that are not hidden, the most supported first, with what they became; one query."""
    rows = Answer.objects.filter(activity__room=room, activity__kind=ActivityKind.QUESTIONS)
    rows = rows.exclude(fate=Fate.HIDDEN).select_related("activity", "contribution__kind")
    return list(rows.annotate(backing=Count("supports")).order_by("-backing", "pk"))


def kept_in(room: Room) -> dict[int, int]:
    """The public contributions that questions of a room became, by question; one query."""
    rows = Answer.objects.filter(activity__room=room, contribution__state=State.PUBLISHED)
    return dict(rows.values_list("pk", "contribution_id"))


def question_of(contribution: Contribution) -> Answer | None:
    """The question of a room that it was made of; one query."""
    rows = Answer.objects.filter(contribution=contribution).select_related("activity__room__event")
    return rows.annotate(backing=Count("supports")).first()
