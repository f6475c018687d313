"""What the public log tells of the site itself: when it could not be reached, when it will be stopped."""

from parvis.availability.models import Maintenance, Outage
from parvis.ledger.domain.append import Entry
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value

SITE_SPACE = "site"
"""The space of what concerns every consultation."""


def ended(row: Outage) -> Entry:
    """Of an outage that is over."""
    if row.ended_at is None:
        raise ValueError("an outage that lasts is told once it is over")
    public: dict[str, Value] = {
        "code": "outage",
        "cause": str(row.cause),
        "from": int(row.started_at.timestamp()),
        "to": int(row.ended_at.timestamp()),
    }
    return Entry(kind=LeafKind.INCIDENT, space=SITE_SPACE, public=public)


def planned(row: Maintenance, *, is_cancelled: bool = False) -> Entry:
    public: dict[str, Value] = {
        "code": "maintenance_cancelled" if is_cancelled else "maintenance",
        "from": int(row.starts_at.timestamp()),
        "to": int(row.ends_at.timestamp()),
    }
    return Entry(kind=LeafKind.INCIDENT, space=SITE_SPACE, public=public)
