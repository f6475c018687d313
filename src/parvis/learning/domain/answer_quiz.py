"""Answer a quiz: nothing of who answers is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.permissions import roles
from parvis.consultations.queries import Actor
from parvis.learning.enums import Reading
from parvis.learning.models import Quiz, QuizSheet
from parvis.learning.permissions import can


@transaction.atomic
def answer_quiz(*, actor: Actor, quiz: Quiz, reading: Reading, chosen: Sequence[int], has_read: bool) -> bool:
    """Count these answers: the place of the chosen one, for each question. Tells whether they count.

    Those of the team do not. Raises `Refused`.
    """
    found = Quiz.objects.select_related("consultation").get(pk=quiz.pk)
    if not can(actor, "answer", found.consultation) or not found.is_open:
        raise Refused(_("This quiz was closed: answers are no longer counted."))
    questions = list(found.questions.all())
    if len(chosen) != len(questions):
        raise Refused(_("Answer each question."))
    if roles(actor, found.consultation):
        return False
    rights = [one.right == place for one, place in zip(questions, chosen, strict=True)]
    QuizSheet.objects.create(quiz=found, reading=reading, has_read=has_read, rights=rights)
    return True
