"""Make the weighted result of each ballot, once: two of them side by side would tell what somebody said."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from parvis.analysis.quality.who_took_part import ENOUGH_PEOPLE
from parvis.ballots.domain.count_outcome import SETTLED
from parvis.ballots.models import Outcome
from parvis.ballots.outcomes import COUNTERS
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction, TeamMember
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append
from parvis.panel import leaves
from parvis.panel.casting import ANSWERS, cast_of
from parvis.panel.comparing import Known
from parvis.panel.models import SelfDescription, Survey, WeightedResult
from parvis.panel.queries import WAIT, is_open, references_of
from parvis.panel.weighing import Said, weigh
from parvis.panel.weighted import Weighted

logger = logging.getLogger(__name__)
AGAIN = timedelta(days=1)
"""After which one tries again what could not be measured."""


def weigh_due() -> int:
    """Weigh each ballot that is over and was not; returns how many. One that fails stops no other."""
    done = 0
    for ballot in _ballots_to_weigh():
        if not _is_time(ballot):
            continue
        try:
            weigh_results(ballot=ballot)
        except Exception:
            logger.exception("the votes of ballot %s could not be weighted", ballot.pk)
        else:
            done += 1
    return done


def _ballots_to_weigh() -> QuerySet[PhaseAction]:
    """Over, in a consultation where people are asked and their answers are there; not measured yet."""
    asking = Survey.objects.filter(forgotten_at=None, consultation__live=True)
    waiting = Q(weighted=None) | Q(weighted__is_measured=False, weighted__made_at__lt=Now() - AGAIN)
    over = Q(verb=Verb.VOTE, phase__ends_at__lte=Now() - SETTLED)
    rows = PhaseAction.objects.filter(waiting, over, phase__consultation__in=asking.values("consultation"))
    return rows.select_related("phase__consultation").order_by("pk")


def _is_time(ballot: PhaseAction) -> bool:
    """Whether voters had a week to say who they are, or may not say it any more."""
    ended = ballot.phase.ends_at
    return ended is not None and (ended <= database_now() - WAIT or not is_open(ballot.phase.consultation))


@transaction.atomic
def weigh_results(*, ballot: PhaseAction) -> WeightedResult | None:
    """Keep the weighted result, told to the public log; or why there is none. What is measured stands.

    None where nobody is asked, where answers were erased, or while votes are being counted.
    """
    survey = Survey.objects.select_for_update().filter(consultation=ballot.phase.consultation_id).first()
    former = WeightedResult.objects.filter(ballot=ballot).first()
    if former is not None and former.is_measured:
        return former
    if survey is None or survey.forgotten_at is not None or not _is_counted(ballot):
        return former
    found = _weigh(ballot, survey)
    values = {"figures": found.to_json(), "is_measured": not found.missing, "made_at": database_now()}
    row, _new = WeightedResult.objects.update_or_create(ballot=ballot, defaults=values)
    if row.is_measured:
        append(leaves.weighed(row))
    return row


def _is_counted(ballot: PhaseAction) -> bool:
    """Whether the official result of the ballot is final: weighted shares follow its order."""
    is_by_job = ballot.ballot_method in COUNTERS
    return not is_by_job or Outcome.objects.filter(ballot=ballot, is_final=True).exists()


def _weigh(ballot: PhaseAction, survey: Survey) -> Weighted:
    if ballot.ballot_method not in ANSWERS:
        return Weighted(missing="method")
    if ballot.ballot_is_public:
        return Weighted(missing="named")
    said = _said(survey)
    if len(said) < ENOUGH_PEOPLE:
        return Weighted(missing="few_asked")
    known = [
        Known(trait, row.source, row.year, row.population)
        for trait, row in references_of(survey.consultation).items()
        if trait in survey.asked()
    ]
    return weigh(cast_of(ballot), said, known)


def _said(survey: Survey) -> Said:
    """By person, the team left out. It never leaves this job."""
    team = TeamMember.objects.filter(consultation=survey.consultation_id).values("participant")
    rows = SelfDescription.objects.filter(consultation=survey.consultation_id).exclude(said={})
    return dict(rows.exclude(participant__in=team).values_list("participant_id", "said"))
