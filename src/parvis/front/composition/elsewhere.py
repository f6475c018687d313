"""Consultations held elsewhere, as the list shows them: whose, where, when, and what came of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchRank
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.contributions.finding import Match
from parvis.contributions.search import search_query, search_vector
from parvis.front.enums import State
from parvis.portal.models import ElsewherePage
from parvis.portal.queries import held_elsewhere
from parvis.ui import words

MOST = 60
"""Shown on one page."""
SEARCHED = {"title": "A", "summary": "B", "organiser": "B", "theme": "B"}
VECTOR = reduce(add, [search_vector(field, weight=weight) for field, weight in SEARCHED.items()])
ELSEWHERE = "elsewhere"
_ORDER = (State.OPEN, State.SOON, State.CLOSED, State.ANSWERED)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One line; `tags` and `marks` are in words."""

    page: ElsewherePage
    state: State
    tags: list[str]
    marks: list[str]


def held(*, search: str = "") -> list[Elsewhere]:
    """Those that hold the words, open ones first; one query. Of whole days, this server's clock will do."""
    today = timezone.localdate()
    found = [_line(page, today) for page in _pages(search)]
    return sorted(found, key=lambda one: _ORDER.index(one.state))


def find_elsewhere(words: str) -> list[Match]:
    """Those that hold the words, none without words; one query."""
    if not words.strip():
        return []
    query = search_query(words)
    pages = held_elsewhere().annotate(words=VECTOR).filter(words=query)
    rows = pages.annotate(rank=SearchRank(F("words"), query)).values_list("pk", "rank")
    return [Match(pk, None, rank=rank, source=ELSEWHERE) for pk, rank in rows[:MOST]]


def lines_of(numbers: Collection[int]) -> dict[int, Elsewhere]:
    """Those of these numbers; one query, none without numbers."""
    today = timezone.localdate()
    pages = held_elsewhere().filter(pk__in=numbers) if numbers else ()
    return {page.pk: _line(page, today) for page in pages}


def _pages(search: str) -> QuerySet[ElsewherePage]:
    pages = held_elsewhere()
    if search.strip():
        pages = pages.annotate(words=VECTOR).filter(words=search_query(search))
    return pages


def _line(page: ElsewherePage, day: date) -> Elsewhere:
    tags = [page.get_scale_display(), page.get_way_display(), page.theme]
    marks = [_days(page), _people(page), _contributions(page)]
    return Elsewhere(
        page=page,
        state=state_of(page, day),
        tags=[capfirst(tag) for tag in tags if tag],
        marks=[mark for mark in marks if mark],
    )


def state_of(page: ElsewherePage, day: date) -> State:
    """By its days, and by the answer once it is there."""
    if page.results:
        return State.ANSWERED
    if page.is_coming(day):
        return State.SOON
    return State.CLOSED if page.is_closed(day) else State.OPEN


def _days(page: ElsewherePage) -> str:
    if page.opens_on and page.closes_on:
        said = {"start": words.day(page.opens_on), "end": words.day(page.closes_on)}
        return _("from %(start)s to %(end)s") % said
    if page.closes_on:
        return _("until %(end)s") % {"end": words.day(page.closes_on)}
    return _("from %(start)s") % {"start": words.day(page.opens_on)} if page.opens_on else ""


def _people(page: ElsewherePage) -> str:
    return words.people(page.people) if page.people is not None else ""


def _contributions(page: ElsewherePage) -> str:
    if page.contributions is None:
        return ""
    said = ngettext("%(n)s contribution", "%(n)s contributions", page.contributions)
    return said % {"n": words.number(page.contributions)}
