"""The rehearsal that counts for a consultation: the last one before people could take part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.conduct.models import Rehearsal
from parvis.consultations.models import ConsultationPage

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """When it began, and whether everything that people need worked."""

    at: datetime
    passed: bool


def opening(first: datetime, published: datetime | None) -> datetime:
    """When people could take part first: no phase is open before everybody sees the consultation."""
    return max(first, published) if published else first


def rehearsal_of(consultation: ConsultationPage, *, before: datetime | None) -> Rehearsed | None:
    """The last one, before that moment if there is one; one query."""
    rows = Rehearsal.objects.filter(consultation=consultation)
    if before is not None:
        rows = rows.filter(started_at__lte=before)
    found = rows.values_list("started_at", "passed").first()
    return None if found is None else Rehearsed(*found)
