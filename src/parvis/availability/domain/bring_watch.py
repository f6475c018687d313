"""Bring what was seen of the site from outside: the file that `parvis probe` keeps elsewhere."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.availability import leaves
from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Outage, Watch
from parvis.availability.permissions import can
from parvis.availability.queries import database_now
from parvis.availability.spans import LEAST
from parvis.ledger.domain.append import append
from parvis.ui.words import number

TOO_LARGE = gettext_lazy("This file is larger than 2 MB: bring a newer one.")
HEADINGS = ["from", "to", "answers"]
MOST_LINES = 20_000
MOST_BYTES = 100 * MOST_LINES
"""A full file fits: a line is two moments and a word."""
OLDEST = timedelta(days=100)
ADVANCE = timedelta(minutes=5)
"""How far the clock of the other machine may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A time during which it always answered, or never."""

    start: datetime
    end: datetime
    answers: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What was new in a file."""

    outages: int
    watches: int


@transaction.atomic
def bring_watch(*, actor: Participant, data: bytes) -> Brought:
    """All of it or nothing; what was brought before is known, and made longer. Raises `Refused`."""
    if not can(actor, "tell_state"):
        raise Refused(_("Only those who run the site say what becomes of it."))
    now = database_now()
    seen = [one for one in read_file(data, now=now) if one.end > now - OLDEST]
    down = [one for one in seen if not one.answers and one.end - one.start >= LEAST]
    return Brought(sum(map(_keep_outage, down)), sum(_keep_watch(one) for one in seen if one.answers))


def read_file(data: bytes, *, now: datetime) -> list[Seen]:
    """What the lines say. Raises `Refused`, with the line."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    try:
        lines = list(csv.reader(StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused(_("This is not the file that “parvis probe” keeps.")) from None
    if not lines or lines[0] != HEADINGS or len(lines) > MOST_LINES:
        raise Refused(_("This is not the file that “parvis probe” keeps."))
    return list(_read(lines[1:], now))


def _read(lines: list[list[str]], now: datetime) -> Iterator[Seen]:
    for place, cells in enumerate(lines, start=2):
        if not cells:
            continue
        try:
            start, end = (_moment(cell) for cell in cells[:2])
            answers = {"yes": True, "no": False}[cells[2]]
        except (ValueError, KeyError, IndexError):
            raise Refused(
                _("Line %(line)s cannot be read: two moments, then yes or no.") % {"line": number(place)}
            ) from None
        if end < start or end > now + ADVANCE:
            raise Refused(
                _("Line %(line)s ends before it begins, or in the future: set the clock of that machine.")
                % {"line": number(place)}
            )
        yield Seen(start, end, answers)


def _moment(cell: str) -> datetime:
    read = datetime.fromisoformat(cell)
    if read.tzinfo is None:
        raise ValueError("a moment has its zone")
    return read.astimezone(UTC)


def _keep_outage(seen: Seen) -> bool:
    """Told to the log each time that more of it is known. Returns whether it is new."""
    row = Outage.objects.filter(cause=Cause.OUTSIDE, started_at=seen.start).first()
    if row is not None and row.ended_at is not None and row.ended_at >= seen.end:
        return False
    is_new = row is None
    row = row or Outage(cause=Cause.OUTSIDE, started_at=seen.start)
    row.ended_at = seen.end
    row.save()
    append(leaves.ended(row))
    return is_new


def _keep_watch(seen: Seen) -> bool:
    row, is_new = Watch.objects.get_or_create(
        watcher=Watcher.OUTSIDE, started_at=seen.start, defaults={"last_at": seen.end}
    )
    if row.last_at < seen.end:
        row.last_at = seen.end
        row.save(update_fields=["last_at"])
    return is_new
