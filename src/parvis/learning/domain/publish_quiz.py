"""Put a checked quiz on line, and close it."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.learning import leaves
from parvis.learning.models import Quiz
from parvis.learning.permissions import can
from parvis.learning.queries import lacks, open_quiz
from parvis.ledger.domain.append import append


@transaction.atomic
def publish_quiz(*, actor: Participant, quiz: Quiz) -> None:
    """Whoever reads the consultation may answer it; the version before it is closed. Raises `Refused`."""
    held = _hold(actor, quiz)
    found = held.quizzes.get(pk=quiz.pk)
    if found.published_at is not None:
        raise Refused(_("This version was already put on line."))
    if found.checked_at is None:
        raise Refused(_("Somebody else of the team has to check these questions first."))
    if missing := lacks(found):
        raise Refused(missing[0])
    if former := open_quiz(held):
        _close(former)
    Quiz.objects.filter(pk=found.pk).update(published_at=Now())
    note(actor=actor, consultation=held, act=DeskAct.QUIZ_PUBLISHED)
    append(leaves.published(found))


@transaction.atomic
def close_quiz(*, actor: Participant, quiz: Quiz) -> None:
    """Nobody answers any longer; what came out stays. Raises `Refused`."""
    held = _hold(actor, quiz)
    found = open_quiz(held)
    if found is None or found.pk != quiz.pk:
        raise Refused(_("This quiz is not on line."))
    _close(found)
    note(actor=actor, consultation=held, act=DeskAct.QUIZ_CLOSED)


def _hold(actor: Participant, quiz: Quiz) -> ConsultationPage:
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(
        pk=quiz.consultation_id
    )
    if not can(actor, "write", held):
        raise Refused(_("Only an organiser of this consultation puts its quiz on line."))
    return held


def _close(quiz: Quiz) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(closed_at=Now())
    append(leaves.closed(quiz))
