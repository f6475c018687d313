"""Analyses that wait for the job, one at a time in each consultation."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.jobs.queue import defer_once
from parvis.understanding.models import Analysis
from parvis.understanding.scope import scope_of

JOB = "understanding.analyse"


def put_in_line(*, actor: Participant, asked: Analysis) -> Analysis:
    """Keep what was asked for, tell the team, and wake the job. Raises `Refused`."""
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(
            _("An analysis of this consultation is under way: wait for it, or cancel it.")
        ) from error
    note(actor=actor, consultation=asked.consultation, act=DeskAct.ANALYSIS_ASKED, about=scope_of(asked))
    defer_once(app.tasks[JOB], lock=JOB)
    return asked
