"""What the log tells of a room: that it closed with these results. No device, and no words of anybody."""

import hashlib

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical
from parvis.room.figures import exact
from parvis.room.models import Activity, Room


def closed(room: Room, activities: list[Activity]) -> Entry:
    return Entry(
        kind=LeafKind.ROOM_CLOSED,
        space=space_of(room.consultation_id),
        public={"room": room.code, "activities": len(activities), "sha256": digest(activities)},
    )


def digest(activities: list[Activity]) -> str:
    """Of what was asked and what came out, as the page of results gives them to be downloaded."""
    return hashlib.sha256(canonical({"activities": said_by(activities)})).hexdigest()


def said_by(activities: list[Activity]) -> Value:
    return [
        {
            "kind": str(one.kind),
            "title": one.title,
            "method": one.method,
            "items": list(one.items),
            **({"costs": list(one.costs)} if one.costs else {}),
            "outcome": exact(one.outcome),
        }
        for one in activities
    ]
