"""A vote of the room, held to the rules of its method by the very code that holds a consultation's ballot."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ballots.methods import method_of
from parvis.ballots.methods.base import NO_SUCH_ANSWER
from parvis.ballots.methods.ranking import RANK_TWICE
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.room.models import Activity

Choices = Sequence[int | None]


def ballot_of(activity: Activity) -> PhaseAction:
    """The ballot that an activity would be in a phase: its method and limits, never saved."""
    return PhaseAction(
        ballot_method=activity.method,
        ballot_limit=activity.limit,
        ballot_limit_each=activity.limit_each,
        ballot_scale=activity.scale,
    )


def check_sheet(activity: Activity, choices: Choices) -> list[int | None]:
    """One choice for each item, None where nothing was said. Raises `Refused`."""
    ballot, method = ballot_of(activity), method_of(activity.method)
    if len(choices) != len(activity.items):
        raise Refused(NO_SUCH_ANSWER)
    checked = [None if choice is None else method.check(ballot, choice) for choice in choices]
    given = [choice for choice in checked if choice is not None]
    if not given:
        raise Refused(_("Answer at least one line, then send."))
    if activity.method == BallotMethod.RANKING and len(set(given)) < len(given):
        raise Refused(RANK_TWICE)
    asked = sum(method.weight(choice, 0) for choice in given)
    if activity.limit is not None and asked > activity.limit:
        raise Refused(method.too_much(ballot, asked))
    return checked
