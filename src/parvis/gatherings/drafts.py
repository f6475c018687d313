"""An event as its writer wants it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.commissions.models import Commission
from parvis.gatherings.enums import Format
from parvis.gatherings.models import MOST_SPEAKERS, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What one may change of an event; the point is whole or absent."""

    title: str
    starts_at: datetime
    ends_at: datetime
    commission: Commission | None = None
    summary: str = ""
    format: Format = Format.ON_SITE
    place: str = ""
    address: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    online_address: str = ""
    access_features: tuple[str, ...] = ()
    access: str = ""
    agenda: str = ""
    speakers: str = ""
    takes_registrations: bool = True
    capacity: int | None = None
    has_waiting_list: bool = True
    registration_until: datetime | None = None

    def write_on(self, event: Event) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            setattr(event, one.name, list(value) if isinstance(value, tuple) else value)


NAMES = tuple(one.name for one in fields(EventDraft))
WHEN_AND_WHERE = ("starts_at", "ends_at", "format", "place", "address", "online_address")
"""What those who registered are told of when it changes."""
TO_ALL = (
    *WHEN_AND_WHERE, "title", "summary", "commission", "longitude", "latitude", "access_features", "access",
    "agenda", "speakers",
)  # fmt: skip
"""What everybody reads: a change of it is a change of the event."""


def draft_of(event: Event) -> EventDraft:
    values = {name: getattr(event, name) for name in NAMES}
    values["access_features"] = tuple(values["access_features"])
    return EventDraft(**{**values, "format": Format(values["format"])})


def check(draft: EventDraft) -> None:
    """Raises `Refused` on what cannot be held."""
    if draft.ends_at <= draft.starts_at:
        raise Refused(_("It ends before it begins: change the hours."))
    if draft.format != Format.ONLINE and not draft.place:
        raise Refused(_("Say where one meets: the name of the place, in words."))
    if draft.format != Format.ON_SITE and not draft.online_address:
        raise Refused(_("Give the address at which one meets online, in https."))
    if draft.online_address and not draft.online_address.startswith("https://"):
        raise Refused(_("Give the address at which one meets online, in https."))
    if draft.registration_until and draft.registration_until > draft.starts_at:
        raise Refused(_("Registration closes when the event begins, at the latest."))
    if len(draft.speakers.splitlines()) > MOST_SPEAKERS:
        raise Refused(_("Thirty speakers at most, one a line."))
