"""What the log tells of minutes: that these words were published, under this fingerprint."""

import hashlib

from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value, canonical
from parvis.minutes.models import MinutesVersion


def words_of(version: MinutesVersion) -> dict[str, Value]:
    """What the fingerprint is of, as the page of the minutes shows it."""
    return {
        "passages": version.passages,
        "attendance": version.attendance,
        "written_by": version.written_by,
    }


def digest(version: MinutesVersion) -> str:
    return hashlib.sha256(canonical(words_of(version))).hexdigest()


def published(version: MinutesVersion) -> Entry:
    """`version.minutes.event` is loaded."""
    event = version.minutes.event
    return Entry(
        kind=LeafKind.MINUTES_PUBLISHED,
        space=space_of(event.consultation_id),
        public={
            "event": event.pk,
            "minutes": version.minutes_id,
            "version": version.number,
            "passages": len(version.passages),
            "sha256": version.digest,
        },
    )
