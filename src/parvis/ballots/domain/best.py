"""Carrying the n best of a vote to the phase that takes them over."""

from django.db import transaction

from parvis.analysis import tally
from parvis.ballots.domain.fold import fold
from parvis.ballots.methods import method_of
from parvis.ballots.outcomes import COUNTERS, figures_of
from parvis.ballots.ranking import scored, tallies, totals_of
from parvis.consultations.enums import Source, Verb
from parvis.consultations.models import Phase, PhaseAction
from parvis.contributions.domain.carry import carry
from parvis.contributions.queries import phases_to_carry


def best(*, ballot: PhaseAction, limit: int) -> list[int]:
    """Identifiers of the `limit` best public items of `ballot`, best first.

    A tie across the limit is kept whole; an item on which nobody voted is never among the best. Methods that
    make more than a count of people are counted in full: their ranks are those that pages show.
    """
    if ballot.ballot_method in COUNTERS:
        lines = figures_of(ballot).get("lines", [])
        return [line["item"] for line in lines if line["rank"] <= limit]
    ids = [row["item"] for row in scored(ballot)]
    method = method_of(ballot.ballot_method)
    counts = tallies(ballot, ids)
    scores = [method.score(totals_of(counts[pk])) for pk in ids]
    return [ids[position] for position in tally.best(scores, limit)]


def carry_best() -> int:
    """Give each phase that has started its n best, once; return how many contributions were carried over."""
    return sum(_carry(phase) for phase in phases_to_carry(Source.BEST))


def _carry(phase: Phase) -> int:
    """Votes of the earlier phase are over or not: what counts is what was cast when this one starts."""
    with transaction.atomic():
        fold()
        ballots = PhaseAction.objects.filter(phase=phase.source_phase_id, verb=Verb.VOTE).order_by("pk")
        ids = [pk for ballot in ballots for pk in best(ballot=ballot, limit=phase.source_count or 0)]
        return carry(phase=phase, contribution_ids=ids)
