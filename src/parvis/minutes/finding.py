"""Events and minutes looked for by words: those to come, and what was said at those that took place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import add

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat, Now

from parvis.contributions.finding import MOST, NOTHING, Match, Matches, Scope, best_first, there
from parvis.contributions.search import excerpt, search_query, search_vector
from parvis.gatherings.enums import PUBLIC
from parvis.gatherings.models import Event
from parvis.minutes.models import Minutes, MinutesVersion, Passage

EVENT, MINUTES = "event", "minutes"
CALL = {"title": "A", "summary": "B", "place": "B", "address": "C", "agenda": "C", "speakers": "D"}


def find_events(scope: Scope) -> Matches:
    """What is announced and not over, the soonest first; then published minutes, the last first. Two queries.

    None once a theme or a kind is named: an event is filed under none. Under a place, those held there.
    """
    if scope.themes is not None or scope.kinds is not None:
        return Matches([])
    events = Event.objects.filter(
        state__in=PUBLIC, consultation__in=scope.consultations, ends_at__gt=Now()
    ).order_by("starts_at", "pk")
    minutes = _published().filter(event__consultation__in=scope.consultations)
    minutes = minutes.order_by("-event__starts_at", "-pk")
    if scope.area is not None:
        events = events.filter(there(scope.area))
        minutes = minutes.filter(there(scope.area, "event__"))
    call = [search_vector(name, weight=weight) for name, weight in CALL.items()]
    told = [search_vector("event__title", weight="A"), search_vector(_said(), weight="D")]
    found = [
        *_holding(events, call, scope.words, EVENT, "consultation"),
        *_holding(minutes, told, scope.words, MINUTES, "event__consultation"),
    ]
    return best_first(found)


def _holding(
    rows: QuerySet[Event] | QuerySet[Minutes],
    vectors: Sequence[Combinable],
    words: str,
    source: str,
    consultation: str,
) -> list[Match]:
    rank: Combinable = NOTHING
    if words:
        query = search_query(words)
        rows = rows.annotate(held=reduce(add, vectors)).filter(held=query)
        rank = SearchRank(F("held"), query)
    found = rows.values_list("pk", consultation, rank)[: MOST + 1]
    return [Match(pk, place, rank=score, source=source) for pk, place, score in found]


def _published() -> QuerySet[Minutes]:
    return Minutes.objects.filter(Exists(MinutesVersion.objects.filter(minutes=OuterRef("pk"))))


def _said() -> Combinable:
    """The passages that everybody reads, one after the other."""
    shown = Passage.objects.filter(minutes=OuterRef("pk")).exclude(shown_text="").order_by()
    whole = StringAgg("shown_text", delimiter="\n", order_by=("position", "pk"))
    told = shown.values("minutes").annotate(whole=whole).values("whole")
    return Coalesce(Subquery(told), Value(""), output_field=TextField())


def events_found(ids: Collection[int], words: str) -> dict[int, tuple[Event, str]]:
    """Each event with its excerpt for `search.pieces`; one query."""
    text = Concat(F("summary"), Value("\n"), F("agenda"), output_field=TextField())
    rows = Event.objects.filter(pk__in=ids).annotate(excerpt=excerpt(text, words))
    return {row.pk: (row, row.excerpt) for row in rows}


def minutes_found(ids: Collection[int], words: str) -> dict[int, tuple[Minutes, str]]:
    """Each with its event, and its excerpt for `search.pieces`; one query."""
    rows = Minutes.objects.filter(pk__in=ids).select_related("event")
    return {row.pk: (row, row.excerpt) for row in rows.annotate(excerpt=excerpt(_said(), words))}
