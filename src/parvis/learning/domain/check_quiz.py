"""Check a quiz, in public: somebody who did not write it, in another place of the team, under a name."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct, Role
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import roles
from parvis.learning.models import Quiz
from parvis.learning.permissions import can
from parvis.learning.queries import lacks


@transaction.atomic
def check_quiz(*, actor: Participant, quiz: Quiz, name: str) -> None:
    """Say that the questions are fair, the right answers right, and the sources theirs. Raises `Refused`."""
    held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=quiz.consultation_id)
    found = held.quizzes.get(pk=quiz.pk)
    if reason := why_not(actor=actor, quiz=found):
        raise Refused(reason)
    if found.checked_at is not None:
        raise Refused(_("This version was already checked."))
    Quiz.objects.filter(pk=found.pk).update(
        checker=actor, checked_as=name, checked_role=_places(actor, found)[0], checked_at=Now()
    )
    note(actor=actor, consultation=held, act=DeskAct.QUIZ_CHECKED)


def why_not(*, actor: Participant, quiz: Quiz) -> str:
    """Why somebody may not check this version; empty when they may."""
    if quiz.published_at is not None:
        return _("This version was already put on line.")
    if not can(actor, "check", quiz.consultation):
        return _("Only the team of this consultation checks its quiz.")
    if quiz.writers.filter(pk=actor.pk).exists():
        return _("You wrote part of this version: somebody else of the team checks it.")
    if not _places(actor, quiz):
        return _("Whoever checks holds another place in the team than those who wrote: guarantor, analyst…")
    return next(iter(lacks(quiz)), "")


def _places(actor: Participant, quiz: Quiz) -> list[Role]:
    """The places of somebody in the team that none of those who wrote has; an observer has no say."""
    writers = TeamMember.objects.filter(
        consultation=quiz.consultation_id, participant__in=quiz.writers.values("pk")
    )
    of_writers = {Role(role) for role in writers.values_list("role", flat=True)}
    return sorted(roles(actor, quiz.consultation) - of_writers - {Role.OBSERVER})
