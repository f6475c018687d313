"""A vote of the room, held to the rules of its method by the very code that holds a consultation's ballot."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ballots.enums import Choice
from parvis.ballots.methods import method_of
from parvis.ballots.methods.base import NO_SUCH_ANSWER
from parvis.ballots.methods.ranking import RANK_TWICE
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import Phase, PhaseAction
from parvis.room.models import Activity

Choices = Sequence[int | None]


PREFERRED = (Choice.FOR, Choice.AGAINST, Choice.PASS)
"""Of a pair: the first one, the second one, none of them."""


def ballot_of(activity: Activity) -> PhaseAction:
    """The ballot that an activity would be in a phase: its method and limits, never saved."""
    ballot = PhaseAction(
        ballot_method=activity.method,
        ballot_limit=activity.limit,
        ballot_limit_each=activity.limit_each,
        ballot_scale=activity.scale,
    )
    if activity.method == BallotMethod.BUDGET:
        ballot.phase = Phase(consultation=activity.room.consultation)
    return ballot


def pairs_of(count: int) -> list[tuple[int, int]]:
    """Each two places of a list once, from 1, as teams meet in a tournament (Schurig's rounds).

    Whoever stops early has compared each item about as often as the others; each stands first as often as
    the others, or once more.
    """
    places: list[int | None] = [*range(1, count + 1)] + [None] * (count % 2)
    half, found = len(places) // 2, []
    for _turn in range(len(places) - 1):
        for one, other in zip(places[:half], reversed(places[half:]), strict=True):
            if one is not None and other is not None:
                found.append(_turned(one, other, count))
        places = [places[0], places[-1], *places[1:-1]]
    return found


def _turned(one: int, other: int, count: int) -> tuple[int, int]:
    """Each stands before the half of the others that follow it, round the list."""
    gap = (other - one) % count
    is_first = 2 * gap < count or (2 * gap == count and one < other)
    return (one, other) if is_first else (other, one)


def lines_of(activity: Activity) -> int:
    """How many choices one sheet holds."""
    count = len(activity.items)
    return len(pairs_of(count)) if activity.method == BallotMethod.PAIRS else count


def check_sheet(activity: Activity, choices: Choices) -> list[int | None]:
    """One choice for each line, None where nothing was said. Raises `Refused`."""
    ballot, method = ballot_of(activity), method_of(activity.method)
    if len(choices) != lines_of(activity):
        raise Refused(NO_SUCH_ANSWER)
    checked = [None if choice is None else _checked(ballot, choice) for choice in choices]
    given = [choice for choice in checked if choice is not None]
    if not given:
        raise Refused(_("Answer at least one line, then send."))
    if activity.method == BallotMethod.RANKING and len(set(given)) < len(given):
        raise Refused(RANK_TWICE)
    costs = activity.costs or [0] * len(checked)
    asked = sum(
        method.weight(choice, cost) for choice, cost in zip(checked, costs, strict=True) if choice is not None
    )
    if activity.limit is not None and asked > activity.limit:
        raise Refused(method.too_much(ballot, asked))
    return checked


def _checked(ballot: PhaseAction, choice: int) -> int:
    if ballot.ballot_method != BallotMethod.PAIRS:
        return method_of(ballot.ballot_method).check(ballot, choice)
    if choice not in PREFERRED:
        raise Refused(NO_SUCH_ANSWER)
    return choice
