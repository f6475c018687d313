"""What the log tells of events: what was announced, and each change of it. Nobody who comes is in it."""

import hashlib
from datetime import UTC, datetime

from parvis.gatherings.models import Event, EventReport
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical


def published(event: Event) -> Entry:
    return _told(LeafKind.EVENT_PUBLISHED, event, facts(event))


def changed(event: Event) -> Entry:
    return _told(LeafKind.EVENT_CHANGED, event, facts(event))


def cancelled(event: Event) -> Entry:
    return _told(LeafKind.EVENT_CANCELLED, event, {"sha256": _digest({"reason": event.reason})})


def proposed(event: Event) -> Entry:
    """That somebody proposed one: its words are not public yet, and so not told."""
    return _told(LeafKind.EVENT_PROPOSED, event, {})


def labelled(event: Event) -> Entry:
    return _told(LeafKind.EVENT_LABELLED, event, facts(event))


def declined(event: Event) -> Entry:
    return _told(LeafKind.EVENT_DECLINED, event, {})


def reported(report: EventReport) -> Entry:
    facts_of_it: dict[str, Value] = {"people": report.people, "sha256": _digest({"text": report.text})}
    return _told(LeafKind.EVENT_REPORTED, report.event, facts_of_it)


def facts(event: Event) -> dict[str, Value]:
    """Hours in seconds, the place and everything that its page shows as fingerprints."""
    return {
        "sequence": event.sequence,
        "from": _seconds(event.starts_at),
        "to": _seconds(event.ends_at),
        "place_sha256": _digest(_place(event)),
        "sha256": _digest(said_by(event)),
    }


def said_by(event: Event) -> dict[str, Value]:
    """What the page of the event says of it, but for its hours and its place."""
    return {
        "title": event.title,
        "summary": event.summary,
        "format": str(event.format),
        "access_features": [*sorted(event.access_features)],
        "access": event.access,
        "agenda": event.agenda,
        "speakers": event.speakers,
    }


def _place(event: Event) -> dict[str, Value]:
    point: Value = None if event.longitude is None else [f"{event.longitude:.4f}", f"{event.latitude:.4f}"]
    return {"place": event.place, "address": event.address, "point": point}


def _told(kind: LeafKind, event: Event, public: dict[str, Value]) -> Entry:
    return Entry(kind=kind, space=space_of(event.consultation_id), public={"event": event.pk, **public})


def _digest(said: Value) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
