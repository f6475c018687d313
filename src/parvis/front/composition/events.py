"""The events of a consultation, in order of time or from the nearest; and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import Actor, database_now
from parvis.contributions.places import Point, read_point
from parvis.gatherings.enums import EventState
from parvis.gatherings.models import Event, EventReport, Registration
from parvis.gatherings.permissions import can
from parvis.gatherings.queries import (
    PAGE,
    Attendance,
    attendance_of,
    nearest_first,
    own_registration,
    past,
    places_of,
    takes_proposals,
    to_come,
)
from parvis.gatherings.tokens import path_of
from parvis.minutes.queries import published_in
from parvis.ui.data import Link, MapPoint

PAST = "past"


@dataclass(frozen=True, slots=True)
class Near:
    """From where the nearest are looked for: what was typed, or a place; `error` when it is unreadable."""

    typed: str
    chosen: str
    point: Point | None
    error: str
    places: list[Event]


@dataclass(frozen=True, slots=True)
class EventsView:
    """Everything that the list shows."""

    consultation: ConsultationPage
    tabs: list[Link]
    is_past: bool
    near: Near
    events: list[Event]
    points: list[MapPoint]
    previous_url: str
    next_url: str
    may_propose: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything that the page of one event shows."""

    event: Event
    counts: Attendance
    is_over: bool
    is_open: bool
    is_full: bool
    own: Registration | None
    own_url: str
    report: EventReport | None
    may_report: bool
    may_hold: bool
    registers_at_once: bool
    onward: list[Link]

    @property
    def left(self) -> int:
        return max((self.event.capacity or 0) - self.counts.coming, 0)


def compose_list(*, consultation: ConsultationPage, asked: QueryDict) -> EventsView:
    """Four queries, whatever the number of events."""
    is_past = asked.get("show") == PAST
    rows = past(consultation) if is_past else to_come(consultation)
    near = _near(asked, places_of(rows))
    if near.point is not None:
        rows = nearest_first(rows, near.point)
    number = _number(asked.get("page", ""))
    found = list(rows[number * PAGE : (number + 1) * PAGE + 1])
    path = reverse("front:events", args=[consultation.slug])
    kept = {name: asked[name] for name in ("show", "near", "place") if asked.get(name)}
    return EventsView(
        consultation=consultation,
        tabs=[
            Link(_("To come"), path, current=not is_past),
            Link(_("Past"), f"{path}?show={PAST}", current=is_past),
        ],
        is_past=is_past,
        near=near,
        events=found[:PAGE],
        points=points_of(found[:PAGE]),
        previous_url=f"{path}?{urlencode({**kept, 'page': number - 1})}" if number else "",
        next_url=f"{path}?{urlencode({**kept, 'page': number + 1})}" if len(found) > PAGE else "",
        may_propose=consultation.live and takes_proposals(consultation),
    )


def compose_one(*, event: Event, actor: Actor) -> EventView:
    """`event` comes from `event_for`: eight queries at most."""
    now = database_now()
    counts, own = attendance_of(event), own_registration(actor, event)
    report: EventReport | None = getattr(event, "report", None)
    is_published = event.state == EventState.PUBLISHED
    may_report = (
        now >= event.starts_at
        and not (report and report.is_public)
        and can(actor, "report", event.consultation, event)
    )
    return EventView(
        event=event,
        counts=counts,
        is_over=now >= event.ends_at,
        is_open=is_published
        and event.takes_registrations
        and event.consultation.live
        and now < event.closes_at,
        is_full=event.capacity is not None and counts.coming >= event.capacity,
        own=own,
        own_url=path_of(own) if own else "",
        report=report if report and report.is_public else None,
        may_report=may_report,
        may_hold=can(actor, "hold", event.consultation),
        registers_at_once=actor.is_authenticated and can(actor, "register", event.consultation, event),
        onward=_onward(event),
    )


def _onward(event: Event) -> list[Link]:
    """Where it goes on: its rooms, open or with what came out of them, and its minutes. Two queries."""
    found = []
    for room in event.rooms.filter(opened_at__isnull=False).order_by("opened_at"):
        live, over = _("The room, live: %(title)s"), _("What came out of the room: %(title)s")
        path = reverse("room:results" if room.closed_at else "room:phone", args=[room.code])
        found.append(Link((over if room.closed_at else live) % {"title": room.title}, path))
    minutes = published_in(event.consultation).filter(event=event).first()
    if minutes is not None:
        found.append(Link(_("Read the minutes"), reverse("front:minutes", args=[minutes.pk])))
    return found


def points_of(events: list[Event]) -> list[MapPoint]:
    """Those that are somewhere, for the map; a cancelled one is not there."""
    return [
        MapPoint(
            label=event.title,
            latitude=float(event.latitude),
            longitude=float(event.longitude),
            url=reverse("front:event", args=[event.pk]),
            note=event.where,
        )
        for event in events
        if event.latitude is not None and event.longitude is not None and not event.is_cancelled
    ]


def _near(asked: QueryDict, places: list[Event]) -> Near:
    typed, chosen = asked.get("near", "")[:60], asked.get("place", "")
    point, error = None, ""
    if typed:
        try:
            point = read_point(typed)
        except Refused as refused:
            error = str(refused)
    else:
        here = next((one for one in places if str(one.pk) == chosen), None)
        if here is not None and here.longitude is not None and here.latitude is not None:
            point = float(here.longitude), float(here.latitude)
    return Near(typed, chosen, point, error, places)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
