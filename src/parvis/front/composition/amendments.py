"""The amendments to some words: each against them, two side by side and against one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from parvis.ballots.queries import votes_on
from parvis.contributions.models import Contribution
from parvis.contributions.showing import Said, said
from parvis.texts.queries import Place, amendments_of, place_of


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment with its reasons, and how many votes it drew."""

    amendment: Contribution
    said: list[Said]
    votes: int


@dataclass(frozen=True, slots=True)
class AmendmentsView:
    """Everything that the page shows; `one` and `other` are two different ones of `every`."""

    contribution: Contribution
    place: Place | None
    every: list[Contribution]
    one: Amended | None
    other: Amended | None

    @property
    def columns(self) -> list[Amended]:
        return [column for column in (self.one, self.other) if column is not None]


def compose(*, contribution: Contribution, asked: QueryDict) -> AmendmentsView:
    """What is not asked for is the first that is left; the number of queries does not depend on how many."""
    every = amendments_of(contribution)
    one = _chosen(every, asked.get("one", ""))
    other = _chosen([row for row in every if row is not one], asked.get("other", ""))
    votes = votes_on([row.pk for row in (one, other) if row is not None])
    return AmendmentsView(
        contribution=contribution,
        place=place_of(contribution),
        every=every,
        one=_amended(one, votes),
        other=_amended(other, votes),
    )


def _chosen(rows: Sequence[Contribution], wanted: str) -> Contribution | None:
    return next((row for row in rows if str(row.pk) == wanted), rows[0] if rows else None)


def _amended(row: Contribution | None, votes: dict[int, int]) -> Amended | None:
    if row is None:
        return None
    return Amended(row, said(list(row.kind.questions.all()), row.form_answers), votes.get(row.pk, 0))
