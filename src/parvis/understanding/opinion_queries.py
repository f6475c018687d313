"""Reading groups of opinion: their figures as they may be told, and one's own place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.understanding.cells import FEWEST_PEOPLE, told
from parvis.understanding.models import Analysis, OpinionGroup, OpinionPlace, OpinionStatement

CHUNK = 2_000
Votes = tuple[int, int, int]
"""Who agree, who disagree, who voted."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A statement that everybody may read, with the votes that may be told.

    `by_group`: none for a group of which too few people voted on it. What compares all groups is none too
    when one of them is.
    """

    contribution_id: int
    contribution: Contribution
    agree: int
    disagree: int
    seen: int
    by_group: tuple[Votes | None, ...]
    consensus: float | None
    bridging: float | None
    divisive: float | None
    shared: int

    @property
    def agreement(self) -> float:
        """Who agree minus who disagree, over who voted: -1 to 1."""
        return (self.agree - self.disagree) / self.seen

    @property
    def controversy(self) -> float:
        """Variance of the votes: 0 when all voted alike, 1 when half agree and half disagree."""
        return (self.agree + self.disagree) / self.seen - self.agreement**2


def groups_of(analysis: Analysis) -> list[OpinionGroup]:
    """The largest first; one query."""
    return list(OpinionGroup.objects.filter(analysis=analysis).order_by("key"))


def figures_of(analysis: Analysis) -> Iterator[Figures]:
    """Statements that everybody may read now, in the order of their numbers; one query.

    Those on which fewer than ten people voted are left out.
    """
    rows = OpinionStatement.objects.filter(analysis=analysis, contribution__state=State.PUBLISHED)
    rows = rows.filter(seen__gte=FEWEST_PEOPLE).select_related("contribution__gathering")
    for one in rows.defer("contribution__search").order_by("contribution").iterator(chunk_size=CHUNK):
        yield _figures(one)


def place_of(analysis: Analysis, person: Participant) -> OpinionPlace | None:
    return OpinionPlace.objects.filter(analysis=analysis, participant=person).first()


def _figures(one: OpinionStatement) -> Figures:
    shown = told(one.seens, one.seen)
    votes = zip(one.agrees, one.disagrees, one.seens, strict=True)
    everything = all(shown)
    return Figures(
        contribution_id=one.contribution_id,
        contribution=one.contribution,
        agree=one.agree,
        disagree=one.disagree,
        seen=one.seen,
        by_group=tuple(cell if is_told else None for cell, is_told in zip(votes, shown, strict=True)),
        consensus=one.consensus if everything else None,
        bridging=one.bridging if everything else None,
        divisive=one.divisive if everything else None,
        shared=one.shared,
    )
