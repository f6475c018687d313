"""A piece of news for one person, and for whom a batch of news is gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from parvis.following.enums import Fact, Sort
from parvis.following.models import Digest, Subscription

MOST_EACH = 50
"""Of one consultation, text or person in one mail: beyond, the page is the place to read."""
People = dict[int, set[int]]
Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True, slots=True)
class Via:
    """What a person follows, and by which a piece of news reaches them."""

    sort: Sort
    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact. `key` names it: the same one reaching somebody by two ways is told once.

    `about`: the text, article or phase that it bears on; `route` and `at_pk`, its page (a commitment has the
    name of its consultation and its number). `is_own`: it answers what the person did, and `via` is then
    None. `publication`: the one whose mails are counted.
    """

    key: str
    at: datetime
    fact: Fact
    consultation: str
    about: str
    route: str
    at_pk: int | str | tuple[str, int]
    is_own: bool = False
    via: Via | None = None
    publication: int | None = None


Told = Iterator[tuple[int, Line]]


@dataclass(slots=True)
class Scope:
    """The people of a batch, what each follows, and from when to when something is new to them.

    `until` is the same for all; each has their own beginning.
    """

    since: dict[int, datetime]
    until: datetime
    followed: dict[str, People] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    results: People = field(default_factory=lambda: defaultdict(set))

    @property
    def earliest(self) -> datetime:
        return min(self.since.values())

    def ids(self, sort: Sort) -> list[int]:
        return list(self.followed[sort])

    def recipients(self, vias: Iterable[Via], *, but: int | None) -> dict[int, Via]:
        """Who follows one of these, by the first that they follow; without whoever did it."""
        found: dict[int, Via] = {}
        for via in vias:
            for person in self.followed[via.sort].get(via.pk, ()):
                found.setdefault(person, via)
        if but is not None:
            found.pop(but, None)
        return found


def scope_of(digests: Iterable[Digest], until: datetime) -> Scope:
    """Read what these people follow; one query."""
    scope = Scope({row.participant_id: row.told_until for row in digests}, until)
    for row in Subscription.objects.filter(participant__in=scope.since):
        if row.sort == Sort.CONSULTATION:
            scope.results[row.subject_id].add(row.participant_id)
        if not row.results_only:
            scope.followed[row.sort][row.subject_id].add(row.participant_id)
    return scope


def last_of_each(rows: Rows, *fields: str) -> Rows:
    """The newest rows of each group: what bounds a batch, however busy a consultation."""
    place = Window(RowNumber(), partition_by=[F(name) for name in fields], order_by=F("created_at").desc())
    return rows.annotate(place=place).filter(place__lte=MOST_EACH)
