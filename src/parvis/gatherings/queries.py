"""Reads of the gatherings floor."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from django.db.models import BooleanField, Count, ExpressionWrapper, FloatField, Q, QuerySet
from django.db.models.functions import Cast, Now
from django.http import Http404

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import Actor
from parvis.contributions.places import Point
from parvis.gatherings.enums import COUNTED, PUBLIC, EventState, ReportState, Standing
from parvis.gatherings.models import Event, EventReport, EventSettings, Registration
from parvis.gatherings.permissions import can

PAGE = 30
NEXT = 3
MOST_PLACES = 200
MOST_FOUND = 200
"""Lines of the list at the door: beyond, one searches."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Counts of people; `came` does not hold those who came without registering."""

    coming: int = 0
    waiting: int = 0
    came: int = 0
    walk_ins: int = 0

    @property
    def present(self) -> int:
        return self.came + self.walk_ins


def event_for(actor: Actor, pk: int) -> Event:
    """An event that this actor may read; or Http404. One query, and those of the policy."""
    rows = Event.objects.select_related("consultation", "commission", "proposer", "report")
    found = rows.filter(pk=pk).first()
    if found is None or not can(actor, "read", found.consultation, found):
        raise Http404
    return found


def event_in(consultation: ConsultationPage, pk: int) -> Event:
    """An event of this consultation, whatever its state; or Http404."""
    rows = Event.objects.select_related("commission", "proposer", "report")
    found = rows.filter(consultation=consultation, pk=pk).first()
    if found is None:
        raise Http404
    found.consultation = consultation
    return found


def public_events(consultation: ConsultationPage) -> QuerySet[Event]:
    return Event.objects.filter(consultation=consultation, state__in=PUBLIC)


def to_come(consultation: ConsultationPage) -> QuerySet[Event]:
    """Announced, and not over yet: the soonest first, those that were cancelled included."""
    return public_events(consultation).filter(ends_at__gt=Now()).order_by("starts_at", "pk")


def past(consultation: ConsultationPage) -> QuerySet[Event]:
    """Those that took place, the last first: not those that were cancelled."""
    rows = public_events(consultation).filter(ends_at__lte=Now(), state=EventState.PUBLISHED)
    return rows.order_by("-starts_at", "-pk")


def next_events(consultation: ConsultationPage) -> tuple[list[Event], bool]:
    """The next that will take place, and whether there is or was any; one query."""
    rows = public_events(consultation).filter(state=EventState.PUBLISHED)
    is_over = ExpressionWrapper(Q(ends_at__lte=Now()), output_field=BooleanField())
    found = list(rows.annotate(is_over=is_over).order_by("is_over", "starts_at", "pk")[:NEXT])
    return [event for event in found if not event.is_over], bool(found)


def nearest_first(rows: QuerySet[Event], point: Point) -> QuerySet[Event]:
    """Those that are somewhere, by the square of how far they are: exact enough to put them in order."""
    longitude, latitude = point
    squeeze = max(cos(radians(latitude)), 0.01)
    east = (Cast("longitude", FloatField()) - longitude) * squeeze
    north = Cast("latitude", FloatField()) - latitude
    rows = rows.filter(longitude__isnull=False).annotate(far=east * east + north * north)
    return rows.order_by("far", "starts_at", "pk")


def places_of(rows: QuerySet[Event]) -> list[Event]:
    """One event for each named place that is on the map, in the order of names; one query."""
    named = rows.filter(longitude__isnull=False).exclude(place="")
    return list(named.order_by("place", "pk").distinct("place")[:MOST_PLACES])


def attendance_of(event: Event) -> Attendance:
    """One query."""
    rows = event.registrations.filter(standing__in=COUNTED)
    counts = rows.aggregate(
        coming=Count("pk", filter=Q(standing=Standing.COMING)),
        waiting=Count("pk", filter=Q(standing=Standing.WAITING)),
        came=Count("pk", filter=Q(arrived_at__isnull=False)),
    )
    return Attendance(**counts, walk_ins=event.walk_ins)


def attendances(events: list[Event]) -> list[tuple[Event, Attendance]]:
    """Each event with its counts; one query for all."""
    rows = Registration.objects.filter(event__in=events, standing__in=COUNTED).order_by()
    counted = rows.values("event_id").annotate(
        coming=Count("pk", filter=Q(standing=Standing.COMING)),
        waiting=Count("pk", filter=Q(standing=Standing.WAITING)),
        came=Count("pk", filter=Q(arrived_at__isnull=False)),
    )
    found = {row["event_id"]: (row["coming"], row["waiting"], row["came"]) for row in counted}
    return [(event, Attendance(*found.get(event.pk, (0, 0, 0)), walk_ins=event.walk_ins)) for event in events]


def turn_of(registration: Registration) -> int:
    """The place in the waiting list, from 1."""
    before = Q(confirmed_at__lt=registration.confirmed_at) | Q(
        confirmed_at=registration.confirmed_at, pk__lt=registration.pk
    )
    waiting = Registration.objects.filter(event=registration.event_id, standing=Standing.WAITING)
    return waiting.filter(before).count() + 1


def own_registration(actor: Actor, event: Event) -> Registration | None:
    """That of somebody who is signed in; one query, none for a visitor."""
    if not actor.is_authenticated:
        return None
    rows = event.registrations.filter(participant_id=actor.pk, standing__in=COUNTED)
    return rows.select_related("participant").first()


def registered_at(mailbox: str) -> list[Registration]:
    """What is held under an address, the last event first; one query."""
    rows = (
        Registration.objects.filter(mailbox=mailbox).exclude(mailbox="").exclude(standing=Standing.CANCELLED)
    )
    return list(rows.select_related("event__consultation", "participant").order_by("-event__starts_at", "pk"))


def kept_of(registration: Registration) -> dict[str, str]:
    """All that is held on whoever registered, as they may take it away."""
    event = registration.event
    moments = ("asked_at", "confirmed_at", "reminded_at", "arrived_at")
    return {
        "event": event.title,
        "event_starts_at": event.starts_at.isoformat(),
        "consultation": event.consultation.title,
        "standing": registration.standing,
        "email": registration.recipient,
        "name": registration.name,
        "need": registration.need,
        "language": registration.language,
        "code": registration.code or "",
        **{name: at.isoformat() if (at := getattr(registration, name)) else "" for name in moments},
    }


def at_the_door(event: Event, search: str) -> list[Registration]:
    """Who is registered, by name; those whose name, code or address holds what is typed. One query."""
    rows = event.registrations.filter(standing__in=COUNTED).select_related("participant")
    if search:
        code = "".join(sign for sign in search if sign.isdigit())
        found = Q(name__icontains=search) | Q(participant__public_name__icontains=search)
        found |= Q(email__istartswith=search) | Q(participant__email__istartswith=search)
        rows = rows.filter(found | Q(code__startswith=code) if code else found)
    return list(rows.order_by("standing", "name", "pk")[:MOST_FOUND])


def registration_in(event: Event, pk: int) -> Registration:
    """A registration of this event that counts; or Http404."""
    rows = event.registrations.filter(standing__in=COUNTED).select_related("participant")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def by_code(code: str, event: Event | None = None) -> Registration | None:
    """The registration that shows this code, at this event or at any."""
    rows = Registration.objects.filter(code=code, standing__in=COUNTED)
    if event is not None:
        rows = rows.filter(event=event)
    return rows.select_related("event__consultation", "participant").first()


def takes_proposals(consultation: ConsultationPage) -> bool:
    return EventSettings.objects.filter(consultation=consultation, takes_proposals=True).exists()


def proposals_of(consultation: ConsultationPage) -> list[Event]:
    """Those that wait for the organiser, the oldest first; one query."""
    rows = Event.objects.filter(consultation=consultation, state=EventState.PROPOSED)
    return list(rows.select_related("proposer").order_by("created_at", "pk"))


def reports_to_read(consultation: ConsultationPage) -> list[EventReport]:
    """Reports that wait for the organiser; one query."""
    rows = EventReport.objects.filter(event__consultation=consultation, state=ReportState.SENT)
    return list(rows.select_related("event__proposer").order_by("sent_at"))


def proposed_by(actor: Actor, consultation: ConsultationPage) -> list[Event]:
    """What somebody proposed here, the last first; one query."""
    if not actor.is_authenticated:
        return []
    rows = Event.objects.filter(consultation=consultation, proposer_id=actor.pk)
    return list(rows.select_related("report").order_by("-pk"))


def report_of(event: Event) -> EventReport:
    """The report of an event; or Http404."""
    found = EventReport.objects.select_related("event__consultation").filter(pk=event.pk).first()
    if found is None:
        raise Http404
    return found
