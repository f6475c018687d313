"""What the desk reads of contributions: every state, newest first, filtered, by pages of a constant cost."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution, ContributionQuerySet
from parvis.contributions.search import search_query

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What the organiser looks for; nothing means everything."""

    phase: Phase | None = None
    kind: Kind | None = None
    theme: Theme | None = None
    state: State | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Contributions, and the number after which the next page starts (None at the end)."""

    items: list[Contribution]
    next: int | None


def contributions_page(
    *, consultation: ConsultationPage, filters: Filters, before: int | None = None
) -> DeskPage:
    """One page of the contributions of a consultation, newest first, in one query."""
    rows = _narrowed(Contribution.objects.filter(consultation=consultation), filters)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    rows = rows.select_related("kind", "theme", "phase", "author").defer("search").order_by("-pk")
    items = list(rows[: PAGE_SIZE + 1])
    more = len(items) > PAGE_SIZE
    return DeskPage(items=items[:PAGE_SIZE], next=items[PAGE_SIZE - 1].pk if more else None)


def _narrowed(rows: ContributionQuerySet, filters: Filters) -> ContributionQuerySet:
    chosen = {"phase": filters.phase, "kind": filters.kind, "theme": filters.theme, "state": filters.state}
    rows = rows.filter(**{name: value for name, value in chosen.items() if value is not None})
    if filters.words:
        rows = rows.filter(search=search_query(filters.words))
    return rows


def contribution_of(consultation: ConsultationPage, pk: int) -> Contribution | None:
    """A contribution of this consultation, whatever its state."""
    rows = Contribution.objects.filter(consultation=consultation, pk=pk)
    return rows.select_related("consultation", "kind", "theme", "phase", "author").defer("search").first()
