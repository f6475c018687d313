"""What the host of a room sees: what is asked, what comes, what may be hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from parvis.analysis.alike import Group
from parvis.consultations.queries import database_now
from parvis.room.enums import ActivityKind, Fate, Step
from parvis.room.figures import figures_of, groups_of
from parvis.room.models import Activity, Answer, Room
from parvis.room.pictures import Picture, picture
from parvis.room.queries import kept_in


@dataclass(frozen=True, slots=True)
class Asked:
    """An activity in the list of the host."""

    activity: Activity
    step: Step


@dataclass(frozen=True, slots=True)
class HostView:
    """`now` is on the screen, with what came of it; `address` is that of phones."""

    room: Room
    step: Step
    asked: list[Asked]
    now: Asked | None
    ends: int | None
    picture: Picture | None
    shown: list[Group]
    hidden: list[Group]
    hidden_questions: list[Answer]
    address: str

    @property
    def asks_questions(self) -> bool:
        """Whether there may be questions to keep."""
        started = (one.activity for one in self.asked if one.step != Step.WAITING)
        return any(activity.kind == ActivityKind.QUESTIONS for activity in started)


def host_view(room: Room) -> HostView:
    now = database_now()
    asked = [Asked(one, one.step_at(now)) for one in room.activities.all()]
    current = next((one for one in asked if one.activity.pk == room.screen_id), None)
    found = _words(current)
    return HostView(
        room=room,
        step=room.step,
        asked=asked,
        now=current,
        ends=_milliseconds(current.activity.ends_at) if current and current.step == Step.OPEN else None,
        picture=_picture(current),
        shown=found[0],
        hidden=found[1],
        hidden_questions=_hidden_questions(current),
        address=settings.PARVIS_ADDRESS + reverse("room:phone", args=[room.code]),
    )


def _picture(current: Asked | None) -> Picture | None:
    if current is None:
        return None
    activity = current.activity
    figures = figures_of(activity) if activity.outcome is None else activity.outcome
    is_asking = activity.kind == ActivityKind.QUESTIONS
    return picture(activity, figures, kept_in(activity.room) if is_asking else None)


def _words(current: Asked | None) -> tuple[list[Group], list[Group]]:
    kinds = (ActivityKind.WORDS, ActivityKind.SHORT)
    if current is None or current.activity.kind not in kinds:
        return [], []
    return groups_of(current.activity)


def _hidden_questions(current: Asked | None) -> list[Answer]:
    if current is None or current.activity.kind != ActivityKind.QUESTIONS:
        return []
    return list(Answer.objects.filter(activity=current.activity, fate=Fate.HIDDEN))


def _milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() * 1000)
