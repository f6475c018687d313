"""Who said how a consultation went is forgotten, and what they wrote; degrees stay, and are counted."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from wagtail.query import PageQuerySet

from parvis.accounts.models import Participant
from parvis.conduct.enums import EvaluationQuestion
from parvis.conduct.models import Evaluation
from parvis.consultations.models import ConsultationPage, Phase
from parvis.jobs.forgetting import EVALUATION_WORDS, EVALUATIONS

SILENT = Q(**dict.fromkeys(EvaluationQuestion.values))
"""Answers that hold words alone: without them, there is nothing to keep."""


@transaction.atomic
def forget_evaluations(*, actor: Participant) -> None:
    """Of somebody who leaves for good: their words go, and nothing ties the degrees to them any more."""
    mine = Evaluation.objects.filter(participant=actor)
    mine.filter(SILENT).delete()
    mine.update(participant=None, words="")


@transaction.atomic
def forget_due_evaluations() -> int:
    """Untie answers once the evaluation is closed, empty words a year after the close; return how many."""
    closed = Evaluation.objects.filter(consultation__in=_closed_for(EVALUATIONS))
    untied = closed.exclude(participant=None).update(participant=None)
    old = Evaluation.objects.filter(consultation__in=_closed_for(EVALUATION_WORDS)).exclude(words="")
    gone, _by_table = old.filter(SILENT).delete()
    emptied: int = old.update(words="")
    return int(untied) + gone + emptied


def _closed_for(time: timedelta) -> PageQuerySet:
    """Consultations of which nothing has been open for that long."""
    still = Phase.objects.filter(consultation=OuterRef("pk"), actions__isnull=False)
    still = still.filter(Q(ends_at=None) | Q(ends_at__gt=Now() - time))
    return ConsultationPage.objects.filter(~Exists(still))
