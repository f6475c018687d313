"""Events as calendars read them: iCalendar (RFC 5545), published (5546), read again by itself (7986).

What is cancelled stays, as cancelled: a calendar that knew it says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.consultations.models import ConsultationPage
from parvis.gatherings.models import Event
from parvis.gatherings.queries import public_events

TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
KEPT = timedelta(days=365)
"""How long what took place stays in the calendar of a consultation."""
MOST = 2_000


def feed(consultation: ConsultationPage) -> bytes:
    """Every announced event of a consultation, of the last year and to come; one query."""
    rows = public_events(consultation).filter(ends_at__gt=Now() - KEPT).select_related("consultation")
    return write(rows.order_by("starts_at", "pk")[:MOST], name=consultation.title)


def one(event: Event) -> bytes:
    return write([event], name=event.title)


def write(events: Iterable[Event], *, name: str) -> bytes:
    """The file, in the language of the moment."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Parvis//Parvis//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    for event in events:
        calendar.add_component(_component(event))
    file: bytes = calendar.to_ical()
    return file


def _component(event: Event) -> icalendar.Event:
    address = settings.PARVIS_ADDRESS + reverse("front:event", args=[event.pk])
    found = icalendar.Event()
    found.add("uid", f"{event.uid}@{urlsplit(settings.PARVIS_ADDRESS).hostname}")
    found.add("sequence", event.sequence)
    found.add("dtstamp", _utc(event.changed_at))
    found.add("created", _utc(event.created_at))
    found.add("last-modified", _utc(event.changed_at))
    found.add("dtstart", _utc(event.starts_at))
    found.add("dtend", _utc(event.ends_at))
    found.add("summary", event.title)
    found.add("description", _description(event, address))
    found.add("url", address)
    found.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if where := event.where or event.open_address:
        found.add("location", where)
    if event.latitude is not None and event.longitude is not None:
        found.add("geo", (float(event.latitude), float(event.longitude)))
    return found


def _description(event: Event, address: str) -> str:
    cancelled = _("Cancelled: %(reason)s") % {"reason": event.reason} if event.is_cancelled else ""
    access = ", ".join(event.features)
    parts = (cancelled, event.summary, access, event.access, event.agenda, event.open_address, address)
    return "\n\n".join(part for part in parts if part)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
