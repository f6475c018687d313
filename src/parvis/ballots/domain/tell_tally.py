"""Tell the log where votes stand, each hour, and how they ended."""

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from parvis.ballots import leaves
from parvis.ballots.models import Outcome, ToldTally
from parvis.ballots.totals import FEW, ballots_over, ballots_under_way, counted, digest, rows_of, running
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append, space_of

SETTLED = timedelta(minutes=1)
"""Votes that were under way when the phase closed are committed, or refused, by then."""


def tell_running() -> int:
    """Tell the totals of each vote under way that moved since the last time; returns how many were told."""
    return sum(_tell_running(ballot) for ballot in ballots_under_way())


def tell_endings() -> int:
    """Tell, once, the final totals of each vote that is over; returns how many were told."""
    last = database_now() - SETTLED
    over = [
        ballot
        for ballot in ballots_under_way()
        if ballot.phase.ends_at is not None and ballot.phase.ends_at <= last
    ]
    return sum(tell_final(ballot=ballot) for ballot in over)


def tell_final(*, ballot: PhaseAction) -> bool:
    """Tell the final totals of a vote that is over, unless they are those told last.

    The job does it once. What moves them later (a new import, votes set aside) calls this in its transaction.
    """
    with transaction.atomic():
        told = _hold(ballot)
        votes = counted(ballot).count()
        final = digest(rows_of(ballot, is_split=votes >= FEW))
        if told.final_digest == final:
            return False
        append(leaves.final(ballot, votes=votes, digest=final, space=_space(ballot)))
        told.final_digest, told.final_at = final, Now()
        told.save(update_fields=["final_digest", "final_at"])
        return True


def tell_moved(*, consultation: ConsultationPage) -> int:
    """Tell again the final totals that an act moved, in its transaction; returns how many were told.

    A job counts the results again.
    """
    Outcome.objects.filter(ballot__phase__consultation=consultation).update(is_final=False)
    return sum(tell_final(ballot=ballot) for ballot in ballots_over(consultation))


def _tell_running(ballot: PhaseAction) -> bool:
    with transaction.atomic():
        told = _hold(ballot)
        facts = running(ballot)
        if not facts["leaves"] or told.digest == leaves.digest(facts):
            return False
        append(leaves.checkpoint(facts, space=_space(ballot)))
        told.digest = leaves.digest(facts)
        told.save(update_fields=["digest"])
        return True


def _hold(ballot: PhaseAction) -> ToldTally:
    """One teller at a time for each ballot."""
    ToldTally.objects.get_or_create(ballot=ballot)
    return ToldTally.objects.select_for_update().get(ballot=ballot)


def _space(ballot: PhaseAction) -> str:
    return space_of(ballot.phase.consultation_id)
