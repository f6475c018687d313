"""Put contributions that came since in the topics of a run: now, or every night."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.jobs.queue import defer_once
from parvis.understanding.domain.correct_topic import check_correctable
from parvis.understanding.fitting import can_grow, waiting_for
from parvis.understanding.holding import hold
from parvis.understanding.line import JOB
from parvis.understanding.models import Addition, Analysis
from parvis.understanding.scope import scope_of


@transaction.atomic
def grow_analysis(*, actor: Participant, analysis: Analysis) -> Addition:
    """Ask for it; a job does it. What is in the topics does not move. Raises `Refused`."""
    held = hold(actor, analysis)
    _check(held)
    if not waiting_for(held):
        raise Refused(_("No contribution has come since: there is nothing to add."))
    made = Addition(analysis=held, asked_by=actor)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("Contributions are being added to this analysis: wait for it.")) from error
    defer_once(app.tasks[JOB], lock=JOB)
    _note(actor, held)
    return made


@transaction.atomic
def grow_every_night(*, actor: Participant, analysis: Analysis, is_growing: bool) -> None:
    """Whether the job does the same by itself, as long as the run is not published. Raises `Refused`."""
    held = hold(actor, analysis)
    if is_growing:
        _check(held)
    Analysis.objects.filter(pk=held.pk).update(is_growing=is_growing)
    _note(actor, held)


def _check(analysis: Analysis) -> None:
    check_correctable(analysis)
    if analysis.is_of_votes or not can_grow(analysis):
        raise Refused(
            _(
                "Nothing can be added to this analysis: a later one took its place. Run a new one, or add to"
                " that."
            )
        )


def _note(actor: Participant, analysis: Analysis) -> None:
    note(
        actor=actor, consultation=analysis.consultation, act=DeskAct.ANALYSIS_GROWN, about=scope_of(analysis)
    )
