"""Ask for groups of opinion of the votes of a ballot; a job makes them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ballots.secrecy import hides_counts
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import database_now
from parvis.ui.words import number
from parvis.understanding.ballot_votes import FEWEST_VOTERS, ballots_of, count_voters
from parvis.understanding.domain.ask_analysis import MOST_SEED
from parvis.understanding.enums import Method
from parvis.understanding.holding import check
from parvis.understanding.line import put_in_line
from parvis.understanding.models import Analysis

MOST_GROUPS = 5


@transaction.atomic
def ask_opinions(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    ballot: PhaseAction | None,
    groups: int | None = None,
    seed: int = 0,
) -> Analysis:
    """Ask for groups of people who vote alike; `groups`: how many, else what suits. Raises `Refused`."""
    check(actor, consultation)
    if not (groups is None or 1 < groups <= MOST_GROUPS) or not 0 <= seed <= MOST_SEED:
        raise Refused(_("Give between 2 and 5 groups, or none, and a seed of 0 or more."))
    found = ballots_of(consultation).filter(pk=ballot.pk).first() if ballot else None
    if found is None:
        raise Refused(
            _("Choose a ballot of this consultation that has begun, whose answers are for or against.")
        )
    _check_votes(found)
    asked = Analysis(
        consultation=consultation,
        ballot=found,
        method=Method.OPINIONS,
        seed=seed,
        parameters={"groups": groups},
        asked_by=actor,
    )
    return put_in_line(actor=actor, asked=asked)


def _check_votes(ballot: PhaseAction) -> None:
    if hides_counts(ballot, database_now()):
        raise Refused(
            _("The votes of this ballot are hidden until it closes, from the team too: wait for that.")
        )
    voters = count_voters(ballot)
    if voters < FEWEST_VOTERS:
        raise Refused(
            _("%(count)s people voted there: from %(least)s on, groups of ten can be made.")
            % {"count": number(voters), "least": number(FEWEST_VOTERS)}
        )
