"""The queue of those who moderate: whatever waits for them in one consultation, the oldest first.

Each thing that waits is in one table and one order, held by an index: a page reads the first rows of each and
puts them together, so that it costs the same whether ten texts wait or a hundred thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import merge
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from parvis.accounts import permissions as accounts
from parvis.consultations.models import ConsultationPage, Phase, TeamMember, Theme
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import TO_READ, Contribution
from parvis.contributions.waiting import WaitingText
from parvis.moderation.appeals import of_consultation
from parvis.moderation.enums import DECIDED_ALIKE, CaseKind, Wait
from parvis.moderation.models import Case, Reading, Report
from parvis.moderation.queries import WAITING
from parvis.moderation.waiting_texts import Waiting

PAGE_SIZE = 25
COUNTED = 10_000
"""Above this number of texts, a page says that there are more, and does not count them."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
RANKS = {wait: rank for rank, wait in enumerate(Wait)}
WRITTEN = re.compile(r"(\d{1,17})-([a-z]+)-(\d{1,18})")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something is in the queue: since when it waits, then why, then its number."""

    since: datetime
    rank: int
    pk: int

    @property
    def wait(self) -> Wait:
        return tuple(Wait)[self.rank]

    def __str__(self) -> str:
        """As an address says it: `read_place` reads it back."""
        return f"{(self.since - EPOCH) // TICK}-{self.wait}-{self.pk}"


def place_of(since: datetime, wait: Wait, pk: int) -> Place:
    return Place(since, RANKS[wait], pk)


def read_place(written: str) -> Place | None:
    """What an address says; None when it cannot be read."""
    found = WRITTEN.fullmatch(written)
    if found is None or found[2] not in Wait.values:
        return None
    return place_of(EPOCH + int(found[1]) * TICK, Wait(found[2]), int(found[3]))


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody looks for: why it waits, and where it was written; nothing means everything."""

    wait: Wait | None = None
    theme: Theme | None = None
    phase: Phase | None = None

    @property
    def waits(self) -> tuple[Wait, ...]:
        return tuple(Wait) if self.wait is None else (self.wait,)


@dataclass(frozen=True, slots=True)
class Branch:
    """What waits for one reason: its rows, and the column that says since when."""

    rows: QuerySet[Any]
    since: str


def branch(consultation: ConsultationPage, wait: Wait, filters: Filters) -> Branch:
    """The rows of one reason to wait, under the filters. What was reported waits as such, once."""
    match wait:
        case Wait.UNREAD:
            reported = Report.objects.filter(contribution=OuterRef("pk"), case__closed_at=None)
            rows = Contribution.objects.filter(TO_READ, ~Exists(reported), consultation=consultation)
            return Branch(_in_place(rows, filters), "to_read_since")
        case Wait.GUEST:
            waiting = WaitingText.objects.filter(consultation=consultation, state=WaitingState.WAITING)
            return Branch(_in_place(waiting, filters), "received_at")
        case Wait.APPEAL:
            appeals = of_consultation(consultation).filter(WAITING)
            return Branch(_in_place(appeals, filters, *OF_APPEALS), "created_at")
    cases = Case.objects.filter(consultation=consultation, closed_at=None)
    if wait == Wait.REPORTED:
        return Branch(_reported_in_place(cases.filter(kind=CaseKind.REPORTS), filters), "opened_at")
    strange = cases.exclude(kind=CaseKind.REPORTS)
    return Branch(strange.none() if filters.theme or filters.phase else strange, "opened_at")


OF_REPORTS = ("contribution__", "argument__contribution__")
OF_APPEALS = ("decision__contribution__", "decision__argument__contribution__")


def _in_place(rows: QuerySet[Any], filters: Filters, *paths: str) -> QuerySet[Any]:
    """Those under the theme and the phase; `paths` lead to what has them, one of several."""
    for name, value in (("theme", filters.theme), ("phase", filters.phase)):
        if value is not None:
            either = Q()
            for path in paths or ("",):
                either |= Q(**{f"{path}{name}": value})
            rows = rows.filter(either)
    return rows


def _reported_in_place(cases: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.theme is None and filters.phase is None:
        return cases
    reports = Report.objects.filter(case=OuterRef("pk"))
    return cases.filter(Exists(_in_place(reports, filters, *OF_REPORTS)))


def places(
    *,
    consultation: ConsultationPage,
    filters: Filters,
    beside: Place | None = None,
    size: int = PAGE_SIZE,
    backwards: bool = False,
    waits: Iterable[Wait] | None = None,
) -> list[Place]:
    """The first places after `beside`, or before it, the nearest first; one query for each reason to wait."""
    read = partial(_places, beside=beside, size=size, backwards=backwards)
    found = [
        read(branch(consultation, wait, filters), RANKS[wait])
        for wait in filters.waits
        if waits is None or wait in waits
    ]
    return list(merge(*found, reverse=backwards))[:size]


def _places(found: Branch, rank: int, *, beside: Place | None, size: int, backwards: bool) -> list[Place]:
    rows = found.rows
    if beside is not None:
        rows = rows.filter(_beyond(found.since, rank, beside, backwards=backwards))
    sign = "-" if backwards else ""
    keys = rows.order_by(f"{sign}{found.since}", f"{sign}pk").values_list(found.since, "pk")[:size]
    return [Place(since, rank, pk) for since, pk in keys]


def _beyond(since: str, rank: int, mark: Place, *, backwards: bool) -> Q:
    """What is after `mark`, or before it: the moment alone bounds what the index reads."""
    way = "lt" if backwards else "gt"
    if rank == mark.rank:
        either = Q(**{f"{since}__{way}": mark.since}) | Q(**{f"pk__{way}": mark.pk})
        return Q(**{f"{since}__{way}e": mark.since}) & either
    is_further = rank < mark.rank if backwards else rank > mark.rank
    return Q(**{f"{since}__{way}{'e' if is_further else ''}": mark.since})


def next_to_decide(
    consultation: ConsultationPage, filters: Filters, beside: Place | None, *, backwards: bool = False
) -> Place | None:
    """The nearest of what is decided one after the other; None at the end."""
    found = places(
        consultation=consultation,
        filters=filters,
        beside=beside,
        size=1,
        backwards=backwards,
        waits=DECIDED_ALIKE,
    )
    return found[0] if found else None


def unread_in(consultation: ConsultationPage) -> int:
    """How many texts nobody of the team has read, `COUNTED` + 1 when there are more; one query."""
    return Contribution.objects.filter(TO_READ, consultation=consultation)[: COUNTED + 1].count()


def kept_in(consultation: ConsultationPage) -> int:
    """How many contributions the team read, once public, and left as they were; one query."""
    counted = Reading.objects.filter(consultation=consultation).aggregate(
        kept=Count("contribution", distinct=True)
    )
    return int(counted["kept"])


def unread_for(actor: Actor, consultation_ids: Iterable[int]) -> dict[int, Waiting]:
    """What nobody of the team has read in each of these consultations that the actor moderates; one query."""
    rows = Contribution.objects.filter(TO_READ, consultation__in=consultation_ids)
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        rows = rows.filter(consultation__in=team.values("consultation"))
    counted = rows.values_list("consultation").annotate(Count("pk"), Min("to_read_since")).order_by()
    return {page: Waiting(count, since) for page, count, since in counted}
