"""The page of the journal, and its file: the newest acts first, from every table, by place in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.front.composition.journal.sources import SOURCES, Told, kind_of, logged
from parvis.front.composition.journal.words import Change, changes_of, told_of
from parvis.front.enums import JournalKind

PAGE_SIZE = 50
BATCH = 500
LOG = len(SOURCES)
"""Of Wagtail's log among the sources: after every table."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; nothing filters nothing."""

    person: Participant | None = None
    kind: JournalKind | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: when, in which source, and which row of it."""

    at: datetime
    source: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.source}_{self.pk}"

    @property
    def key(self) -> tuple[datetime, int, int]:
        """In this order, the last first."""
        return (self.at, -self.source, self.pk)


@dataclass(frozen=True, slots=True)
class Columns:
    """In the rows of a source: when and by whom; and its number."""

    at: str
    who: str
    source: int


@dataclass(frozen=True, slots=True)
class Act:
    """One act as its source has it."""

    place: Place
    kind: JournalKind
    who: Participant | None
    told: Told


@dataclass(frozen=True, slots=True)
class Line:
    """One act; `who` is nobody when the platform did it, or when whoever did left for good."""

    place: Place
    kind: JournalKind
    who: str
    what: str
    about: str
    url: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def at(self) -> datetime:
        return self.place.at


@dataclass(frozen=True, slots=True)
class JournalPage:
    lines: list[Line]
    next: str


def read_place(text: str) -> Place | None:
    """The place that an address names; None when it names none."""
    at, _first, rest = text.partition("_")
    source, _second, pk = rest.partition("_")
    try:
        moment = parse_datetime(at)
        if moment is None or moment.tzinfo is None:
            return None
        return Place(moment, int(source), min(int(pk), 2**63 - 1))
    except ValueError:
        return None


def journal_page(
    consultation: ConsultationPage, wanted: Wanted, *, after: Place | None = None, size: int = PAGE_SIZE
) -> JournalPage:
    """`size` lines older than `after`; the number of queries does not depend on how many there are."""
    found: list[Line] = []
    for number, source in enumerate(SOURCES):
        if wanted.kind in (None, source.kind):
            rows = source.rows(consultation).filter(**{f"{source.at}__isnull": False})
            rows = _narrow(rows, wanted, Columns(source.at, source.who, number), after)
            for row in rows.select_related(source.who)[: size + 1]:
                place = Place(getattr(row, source.at), number, row.pk)
                act = Act(place, source.kind, getattr(row, source.who), source.tell(row))
                found.append(_line(consultation, act))
    found += _of_the_log(consultation, wanted, after, size)
    found.sort(key=lambda line: line.place.key, reverse=True)
    page = found[:size]
    return JournalPage(page, str(page[-1].place) if len(found) > size else "")


def all_lines(consultation: ConsultationPage, wanted: Wanted) -> Iterator[Line]:
    """Every line, for a file."""
    after: Place | None = None
    while True:
        page = journal_page(consultation, wanted, after=after, size=BATCH)
        yield from page.lines
        if not page.next:
            return
        after = page.lines[-1].place


def people_of(consultation: ConsultationPage) -> QuerySet[Participant]:
    """Whose acts one may look for: the team, and whoever left a line in the log of its page."""
    wrote = PageLogEntry.objects.filter(page=consultation.pk, user__isnull=False).values("user")
    return Participant.objects.filter(Q(roles__consultation=consultation) | Q(pk__in=wrote)).distinct()


def _of_the_log(
    consultation: ConsultationPage, wanted: Wanted, after: Place | None, size: int
) -> Iterable[Line]:
    rows = _narrow(logged(consultation, wanted.kind), wanted, Columns("timestamp", "user", LOG), after)
    entries = list(rows.select_related("user", "content_type")[: size + 1])
    named = {entry.data["person"] for entry in entries if entry.data.get("person")}
    people = Participant.objects.in_bulk(named)
    for entry in entries:
        place = Place(entry.timestamp, LOG, entry.pk)
        act = Act(place, kind_of(entry.action), entry.user, told_of(entry, people))
        yield _line(consultation, act, changes_of(entry))


def _line(consultation: ConsultationPage, act: Act, changes: tuple[Change, ...] = ()) -> Line:
    number = act.told.contribution
    url = reverse("desk:contribution", args=[consultation.pk, number]) if number else ""
    name = str(act.who) if act.who is not None else _("the platform, or somebody who left")
    return Line(act.place, act.kind, name, act.told.what, act.told.about, url, changes)


def _narrow(rows: QuerySet[Any], wanted: Wanted, columns: Columns, after: Place | None) -> QuerySet[Any]:
    """The rows that are looked for, older than `after`, the last first."""
    at = columns.at
    if wanted.person is not None:
        rows = rows.filter(**{columns.who: wanted.person.pk})
    if wanted.since is not None:
        rows = rows.filter(**{f"{at}__gte": _begins(wanted.since)})
    if wanted.until is not None and wanted.until < date.max:
        rows = rows.filter(**{f"{at}__lt": _begins(wanted.until + timedelta(days=1))})
    if after is not None:
        rows = rows.filter(_older(columns, after))
    return rows.order_by(f"-{at}", "-pk")


def _older(columns: Columns, after: Place) -> Q:
    at = columns.at
    if columns.source == after.source:
        return Q(**{f"{at}__lt": after.at}) | Q(**{at: after.at, "pk__lt": after.pk})
    return Q(**{f"{at}__lte" if columns.source > after.source else f"{at}__lt": after.at})


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
