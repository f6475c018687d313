"""Ask for an analysis, or cancel it; a job does it."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.questions import Question
from parvis.ui.words import number
from parvis.understanding.enums import RunState
from parvis.understanding.holding import check, hold
from parvis.understanding.line import put_in_line
from parvis.understanding.models import Analysis
from parvis.understanding.scope import questions_of, read_by, scope_of

FEWEST = 20
"""Texts: fewer are read in a quarter of an hour, and would be sorted at random."""
MOST_TOPICS = 100
MOST_SEED = 2**31 - 1


@transaction.atomic
def ask_analysis(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    phase: Phase | None = None,
    question: Question | None = None,
    topics: int | None = None,
    seed: int = 0,
) -> Analysis:
    """Ask for topics of the published texts. `topics`: how many, by default what suits. Raises `Refused`."""
    check(actor, consultation)
    if not (topics is None or 1 < topics <= MOST_TOPICS) or not 0 <= seed <= MOST_SEED:
        raise Refused(_("Give between 2 and 100 topics, or none, and a seed of 0 or more."))
    _check_scope(consultation, phase, question)
    asked = Analysis(
        consultation=consultation,
        phase=phase,
        question=question,
        seed=seed,
        parameters={"topics": topics},
        asked_by=actor,
    )
    texts = read_by(asked).count()
    if texts < FEWEST:
        raise Refused(
            _("There are %(count)s published texts there: from %(least)s on, they are worth sorting.")
            % {"count": number(texts), "least": number(FEWEST)}
        )
    return put_in_line(actor=actor, asked=asked)


@transaction.atomic
def cancel_analysis(*, actor: Participant, analysis: Analysis) -> None:
    """What was computed so far is dropped. Raises `Refused`."""
    held = hold(actor, analysis)
    if not held.is_live:
        raise Refused(_("This analysis is no longer under way."))
    Analysis.objects.filter(pk=held.pk).update(state=RunState.CANCELLED, attempt=None, ended_at=Now())
    note(actor=actor, consultation=held.consultation, act=DeskAct.ANALYSIS_ASKED, about=scope_of(held))


def _check_scope(consultation: ConsultationPage, phase: Phase | None, question: Question | None) -> None:
    is_own = phase is None or phase.consultation_id == consultation.pk
    is_read = question is None or questions_of(consultation).filter(pk=question.pk).exists()
    if not is_own or not is_read:
        raise Refused(_("Choose a phase of this consultation, or a question whose answers everybody reads."))
