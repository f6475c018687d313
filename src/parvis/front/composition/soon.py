"""What happens soon: events of the whole site, and those that concern somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.following.models import Subscription
from parvis.front.composition.became import took_part_in
from parvis.gatherings.enums import COUNTED, PUBLIC, EventState
from parvis.gatherings.models import Event, Registration
from parvis.gatherings.tokens import path_of

SHOWN = 4
MINE = 6


@dataclass(frozen=True, slots=True)
class Soon:
    """An event to come; `registration`: that of whoever reads, with the address of its page."""

    event: Event
    registration: Registration | None = None
    url: str = ""


def soonest() -> list[Event]:
    """The next of the site that will take place; one query."""
    return list(_to_come().filter(state=EventState.PUBLISHED)[:SHOWN])


def soon_for(person: Participant) -> list[Soon]:
    """Those for which somebody registered, be they cancelled; then those of what they follow or took part in.

    Four queries.
    """
    mine = Registration.objects.filter(participant=person, standing__in=COUNTED)
    held = {row.event_id: row for row in mine.filter(event__ends_at__gt=Now(), event__state__in=PUBLIC)}
    followed = Subscription.objects.filter(participant=person, consultation=OuterRef("consultation"))
    concerns = Q(consultation__in=took_part_in(person)) | Q(Exists(followed))
    rows = list(_to_come().filter(pk__in=held)[:MINE])
    if len(rows) < MINE:
        others = _to_come().filter(concerns, state=EventState.PUBLISHED).exclude(pk__in=held)
        rows += others[: MINE - len(rows)]
    return [_soon(event, held.get(event.pk)) for event in rows]


def _soon(event: Event, registration: Registration | None) -> Soon:
    return Soon(event, registration, path_of(registration) if registration else "")


def _to_come() -> QuerySet[Event]:
    """Of consultations that everybody reads."""
    rows = Event.objects.filter(ends_at__gt=Now(), consultation__live=True, state__in=PUBLIC)
    return rows.select_related("consultation").order_by("starts_at", "pk")
