"""The register of moderation, for everybody: each decision, its appeal, and sums by moderator and theme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.ballots.models import SetAside
from parvis.consultations.models import ConsultationPage
from parvis.consultations.pseudonyms import pseudonym
from parvis.ledger.domain.append import space_of
from parvis.moderation.appeals import NOT_UPHELD, Clock, Clocks
from parvis.moderation.aside import reason_of
from parvis.moderation.models import Decision, Screening
from parvis.moderation.waiting_texts import refusals_in, screenings_by_moderator

PAGE_SIZE = 50
REVERSED = Q(appeal__ruling__outcome__in=NOT_UPHELD)
THEME = Coalesce("contribution__theme__name", "argument__contribution__theme__name")
ABOUT = Coalesce("contribution_id", "argument__contribution_id")


@dataclass(frozen=True, slots=True)
class Sum:
    """Acts under one heading: how many, how many drew an appeal, how many did not stand."""

    acts: int = 0
    appeals: int = 0
    reversals: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.acts + other.acts, self.appeals + other.appeals, self.reversals + other.reversals)


@dataclass(frozen=True, slots=True)
class Cell:
    """The acts of one moderator, under their pseudonym, on the texts of one theme."""

    theme: str
    moderator: str
    sum: Sum


@dataclass(frozen=True, slots=True)
class Line:
    """One decision on contribution `about`, or on an argument under it.

    `clock` is that of its appeal, `outcome` what became of it, `reviewer` by whom.
    """

    decision: Decision
    about: int
    theme: str
    moderator: str
    clock: Clock | None
    outcome: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One time that votes were set aside."""

    act: SetAside
    moderator: str
    reason: str
    votes: int


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """A text of a guest, or changes, not published: the words are nowhere, the reason is."""

    screening: Screening
    moderator: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Decisions, the last first; `next` is empty at the end."""

    lines: list[Line]
    next: str


def decisions_in(consultation: ConsultationPage) -> QuerySet[Decision]:
    here = Q(contribution__consultation=consultation) | Q(argument__contribution__consultation=consultation)
    return Decision.objects.filter(here)


def with_states(decisions: QuerySet[Any]) -> QuerySet[Any]:
    """Each with its appeal, and of its text what tells whether it was withdrawn: never the words."""
    words = ("title", "text", "form_answers", "search")
    rows = decisions.select_related("appeal__ruling", "contribution", "argument")
    return rows.defer(*(f"contribution__{name}" for name in words), "argument__text")


def cells_of(consultation: ConsultationPage) -> list[Cell]:
    """By theme, then by moderator; three queries. Votes set aside, and texts of guests, have a heading."""
    rows = decisions_in(consultation).annotate(theme_name=THEME).values_list("theme_name", "moderator")
    counted = rows.annotate(
        acts=Count("pk"), appeals=Count("appeal"), reversals=Count("pk", filter=REVERSED)
    ).order_by()
    space = space_of(consultation.pk)
    cells = [
        Cell(name or _("without theme"), pseudonym(who, space) or "", Sum(*sums))
        for name, who, *sums in counted
    ]
    aside = Counter(SetAside.objects.filter(consultation=consultation).values_list("moderator", flat=True))
    cells += [
        Cell(_("votes set aside"), pseudonym(who, space) or "", Sum(acts)) for who, acts in aside.items()
    ]
    read = screenings_by_moderator(consultation)
    cells += [
        Cell(_("texts read before they appear"), pseudonym(who, space) or "", Sum(acts))
        for who, acts in read.items()
    ]
    return sorted(cells, key=lambda cell: (cell.theme, cell.moderator))


def by_moderator(cells: Iterable[Cell]) -> dict[str, Sum]:
    """Whoever decided most comes first."""
    return _summed((cell.moderator, cell.sum) for cell in cells)


def by_theme(cells: Iterable[Cell]) -> dict[str, Sum]:
    return _summed((cell.theme, cell.sum) for cell in cells)


def register_page(consultation: ConsultationPage, *, before: str = "") -> RegisterPage:
    """One page of decisions; the number of queries is constant."""
    rows = with_states(decisions_in(consultation).annotate(number=ABOUT, theme_name=THEME))
    if re.fullmatch(r"\d{1,18}", before):
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    clocks, space = Clocks(consultation), space_of(consultation.pk)
    shown = found[:PAGE_SIZE]
    lines = [_line(row, row.number, row.theme_name, clocks, space) for row in shown]
    return RegisterPage(lines, str(shown[-1].pk) if len(found) > PAGE_SIZE else "")


def aside_lines(consultation: ConsultationPage) -> list[AsideLine]:
    """The last first; one query."""
    space = space_of(consultation.pk)
    return [
        AsideLine(
            act=act,
            moderator=pseudonym(act.moderator_id, space) or "",
            reason=reason_of(act.reason),
            votes=act.figures.get("votes", 0),
        )
        for act in SetAside.objects.filter(consultation=consultation).order_by("-pk")[:PAGE_SIZE]
    ]


def refusal_lines(consultation: ConsultationPage) -> list[RefusalLine]:
    """The last first; one query."""
    space = space_of(consultation.pk)
    return [
        RefusalLine(row, pseudonym(row.moderator_id, space) or "", reason_of(row.reason))
        for row in refusals_in(consultation)
    ]


def _line(decision: Decision, about: int, theme: str | None, clocks: Clocks, space: str) -> Line:
    appeal = decision.appealed
    ruling = appeal.ruled if appeal else None
    return Line(
        decision=decision,
        about=about,
        theme=theme or "",
        moderator=pseudonym(decision.moderator_id, space) or "",
        clock=clocks.of(appeal) if appeal else None,
        outcome=appeal.became if appeal else "",
        reviewer=(pseudonym(ruling.reviewer_id, space) or "") if ruling else "",
    )


def _summed(pairs: Iterable[tuple[str, Sum]]) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for name, part in pairs:
        found[name] = found.get(name, Sum()) + part
    return dict(sorted(found.items(), key=lambda item: (-item[1].acts, item[0])))
