"""A proposal between those who support it and those who oppose it: one page, to be read aloud or printed."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.ballots.queries import VoteControl
from parvis.contributions.models import Contribution
from parvis.debate.enums import Side
from parvis.debate.models import Argument
from parvis.debate.queries import best_arguments, sides_of
from parvis.debate.sources import host_of
from parvis.front.composition.listing import entries_of
from parvis.front.composition.next_action import Actor

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """One argument, and the site that backs it."""

    argument: Argument
    host: str


@dataclass(frozen=True, slots=True)
class Column:
    """What one side says: its best arguments first; `more` is how many others it has."""

    side: Side
    reasons: list[Reason]
    more: int


@dataclass(frozen=True, slots=True)
class SidesView:
    """Everything that the page shows; `control` has the counts of the vote, when everybody may see them."""

    contribution: Contribution
    columns: list[Column]
    control: VoteControl | None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """What people answered, in the order of the ballot."""
        choices = self.control.choices if self.control else ()
        return [(str(choice.label), choice.count) for choice in choices if choice.count is not None]


def compose(*, contribution: Contribution, actor: Actor) -> SidesView:
    """The number of queries does not depend on the arguments."""
    totals = sides_of(contribution)
    best = best_arguments(contribution=contribution, count=SHOWN)
    return SidesView(
        contribution=contribution,
        columns=[_column(side, best[side], totals.get(side, 0)) for side in Side],
        control=entries_of(actor, contribution.consultation, [contribution])[0].control,
    )


def _column(side: Side, arguments: list[Argument], total: int) -> Column:
    reasons = [Reason(argument, host_of(argument.source)) for argument in arguments]
    return Column(side, reasons, total - len(reasons))
