"""Public contributions looked for in several consultations at once.

The newest matches alone are counted and put in order, so that a search costs the same on a site of any size.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchRank
from django.db.models import (
    BigIntegerField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from parvis.consultations.enums import KindRole
from parvis.consultations.models import ConsultationPage, Kind, Theme
from parvis.contributions.models import ON_MAPS, Contribution, ContributionQuerySet
from parvis.contributions.places import EARTH, Area
from parvis.contributions.queries import said_in
from parvis.contributions.search import excerpt, is_rare, search_query

MOST = 1000
NOTHING: Combinable = Value(0.0, FloatField())


@dataclass(frozen=True, slots=True)
class Scope:
    """In which consultations to look and, when they are named, under which themes, for which kinds, where."""

    words: str
    consultations: Collection[int]
    themes: Collection[int] | None = None
    kinds: Collection[int] | None = None
    area: Area | None = None

    @property
    def is_for_contributions(self) -> bool:
        """Whether it names what pages and syntheses are not filed under."""
        return any(named is not None for named in (self.themes, self.kinds, self.area))


@dataclass(frozen=True, slots=True)
class Match:
    """Something found, by its number among things of its `source`; the better its rank, the higher.

    `is_placed`: it is somewhere on the map.
    """

    pk: int
    consultation: int | None
    kind: int | None = None
    theme: int | None = None
    rank: float = 0.0
    source: str = ""
    is_placed: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """Best first; `is_whole` unless there are more than were looked at."""

    rows: list[Match]
    is_whole: bool = True


def within(scope: Scope, prefix: str = "") -> Q:
    """What is in the scope and has its page among contributions: a passage of a text has its own elsewhere.

    `prefix` leads to the contribution: "contribution__".
    """
    passages = Kind.objects.filter(role=KindRole.PASSAGE)
    found = Q(**{f"{prefix}consultation__in": scope.consultations})
    found &= ~Q(**{f"{prefix}kind__in": passages.values("pk")})
    if scope.themes is not None:
        found &= Q(**{f"{prefix}theme__in": scope.themes})
    if scope.area is not None:
        found &= there(scope.area, prefix)
    return found if scope.kinds is None else found & Q(**{f"{prefix}kind__in": scope.kinds})


def there(area: Area, prefix: str = "") -> Q:
    """What has its place in the area; said in full, for the index of maps to be read.

    The whole earth has no edges: from ranges, the planner expects few rows, and would sort all of them.
    """
    placed = Q((f"{prefix}longitude__isnull", False))
    if area == EARTH:
        return placed
    return placed & Q(
        (f"{prefix}longitude__range", area.longitudes), (f"{prefix}latitude__range", area.latitudes)
    )


def consultations_with_something_in(area: Area, consultations: Collection[int]) -> set[int]:
    """Those of these consultations of which the map shows something there; one query."""
    passages = Kind.objects.filter(role=KindRole.PASSAGE).values("pk")
    rows = Contribution.objects.filter(ON_MAPS, there(area), consultation=OuterRef("pk"))
    pages = ConsultationPage.objects.filter(Exists(rows.exclude(kind__in=passages)), pk__in=consultations)
    return set(pages.values_list("pk", flat=True))


def find_contributions(scope: Scope) -> Matches:
    """What lists show and anybody may read; three queries with words, one without."""
    newest: F | ExpressionWrapper = F("pk")
    if scope.words and is_rare(scope.words):
        # nothing added to the key keeps the planner from reading the table by it
        newest = ExpressionWrapper(F("pk") + Value(0), BigIntegerField())
    rank = SearchRank(F("search"), search_query(scope.words)) if scope.words else NOTHING
    rows = _listed(scope).order_by(newest.desc())
    found = rows.values_list("pk", "consultation", "kind", "theme", "longitude", rank)
    return best_first(
        [
            Match(pk, consultation, kind, theme, score, "contribution", longitude is not None)
            for pk, consultation, kind, theme, longitude, score in found[: MOST + 1]
        ]
    )


def is_on_map(scope: Scope) -> bool:
    """Whether something of what is found is somewhere, be it older than what is counted.

    Looked for in the order of the index of maps: the first one is enough, and nothing else is read.
    """
    rows = _listed(replace(scope, area=scope.area or EARTH)).order_by("consultation_id", "longitude")
    return bool(rows.values_list("pk", flat=True)[:1])


def _listed(scope: Scope) -> ContributionQuerySet:
    rows = Contribution.objects.listed().filter(within(scope))
    return rows.filter(said_in(None, scope.words)) if scope.words else rows


def best_first(found: Sequence[Match]) -> Matches:
    """The first `MOST` of them, newest first as they come, by rank."""
    rows = sorted(found[:MOST], key=lambda match: match.rank, reverse=True)
    return Matches(rows, is_whole=len(found) <= MOST)


def excerpts(ids: Collection[int], words: str) -> dict[int, str]:
    """What of each text holds the words, for `search.pieces`; one query."""
    shown = Coalesce(NullIf(F("gathering__text"), Value("", output_field=TextField())), F("text"))
    return dict(Contribution.objects.filter(pk__in=ids).values_list("pk", excerpt(shown, words)))


def themes_named(name: str, consultations: Collection[int]) -> list[int]:
    """The themes of this name, each of its consultation."""
    return list(Theme.objects.filter(name=name, consultation__in=consultations).values_list("pk", flat=True))


def kinds_coded(code: str, consultations: Collection[int]) -> list[int]:
    """The kinds that addresses call by this code, each of its consultation."""
    return list(Kind.objects.filter(code=code, consultation__in=consultations).values_list("pk", flat=True))
