"""Events and their minutes, as everybody reads them: no name of whoever came."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Prefetch, Q, QuerySet

from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.gatherings.enums import PUBLIC, ReportState
from parvis.gatherings.models import Event
from parvis.merkle.canonical import Value, canonical
from parvis.opendata.exports.tables import CHUNK, Rows, date_of
from parvis.ui.spreadsheet import Cell

EVENT_COLUMNS: list[Cell] = [
    "id", "title", "summary", "state", "reason", "commission", "is_local", "format", "starts_at", "ends_at",
    "place", "address", "longitude", "latitude", "access", "agenda", "capacity", "present",
    "report", "report_present", "minutes",
]  # fmt: skip


def event_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row an event that everybody reads, in the order in which they take place."""
    yield EVENT_COLUMNS
    now = database_now()
    came = Count("registrations", filter=Q(registrations__arrived_at__isnull=False), distinct=True)
    told = Count("minutes__versions", distinct=True)
    rows = _public(consultation).select_related("report", "commission").annotate(came=came, told=told)
    for event in rows.order_by("starts_at", "pk").iterator(chunk_size=CHUNK):
        report = getattr(event, "report", None)
        is_told = report is not None and report.state == ReportState.PUBLISHED
        yield [
            event.pk,
            event.title,
            event.summary,
            event.state,
            event.reason,
            event.commission.name if event.commission else "",
            int(event.is_local),
            event.format,
            date_of(event.starts_at),
            date_of(event.ends_at),
            event.place,
            event.address,
            "" if event.longitude is None else str(event.longitude),
            "" if event.latitude is None else str(event.latitude),
            " ".join(event.access_features),
            event.agenda,
            event.capacity,
            event.came + event.walk_ins if event.ends_at <= now and not event.is_cancelled else "",
            report.text if report is not None and is_told else "",
            report.people if report is not None and is_told else "",
            event.told,
        ]


def minutes_files(consultation: ConsultationPage) -> Iterator[tuple[str, bytes]]:
    """Each version of the minutes of each event: its number among those of the event, and its words.

    Minutes are of a floor above this one: they are read through the event that they are of. `words` is what
    the fingerprint of the public log is of.
    """
    held = (
        _public(consultation).filter(minutes__versions__isnull=False).distinct().order_by("starts_at", "pk")
    )
    for event in held.prefetch_related(Prefetch("minutes__versions")):
        for version in sorted(event.minutes.versions.all(), key=lambda one: one.number):
            said: dict[str, Value] = {
                "event": event.pk,
                "minutes": event.minutes.pk,
                "title": event.title,
                "version": version.number,
                "published_at": date_of(version.published_at),
                "reason": version.reason,
                "corrected": version.corrected,
                "declined": version.declined,
                "sha256": version.digest,
                "words": {
                    "passages": version.passages,
                    "attendance": version.attendance,
                    "written_by": version.written_by,
                },
            }
            yield f"{event.pk}-{version.number}", canonical(said)


def _public(consultation: ConsultationPage) -> QuerySet[Event]:
    return Event.objects.filter(consultation=consultation, state__in=PUBLIC)
