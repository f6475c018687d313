"""Answer many contributions in public at once: the same words, one answer and one leaf for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import asked_kinds
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append_all
from parvis.restitution import leaves
from parvis.restitution.enums import FATES, AnswerStatus
from parvis.restitution.models import Answer
from parvis.restitution.permissions import can
from parvis.restitution.queries import answers_for

MOST = 500
"""Contributions answered at once: one transaction, some seconds."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What an organiser typed, for all of them."""

    status: AnswerStatus
    text: str
    signature: str


@transaction.atomic
def answer_many(
    *, actor: Participant, consultation: ConsultationPage, numbers: Collection[int], draft: AnswerDraft
) -> int:
    """All of them, or none; return how many were answered. Raises `Refused`.

    One that has these very words as its last answer is left as it is: what is sent twice is told once.
    """
    if not can(actor, "answer", consultation):
        raise Refused(_("You cannot answer in this consultation."))
    if draft.status not in FATES:
        raise Refused(_("A question is answered; anything else is kept, or not, or studied."))
    if not numbers or len(numbers) > MOST:
        raise Refused(_("Choose from 1 to %(count)s contributions.") % {"count": MOST})
    rows = _held(consultation, numbers)
    last = answers_for([row.pk for row in rows])
    text, signature = draft.text.strip(), draft.signature.strip()
    made = Answer.objects.bulk_create(
        Answer(contribution=row, status=draft.status, text=text, author=actor, signature=signature)
        for row in rows
        if row.pk not in last or not _says(last[row.pk], draft.status, text, signature)
    )
    told = Answer.objects.filter(pk__in=[row.pk for row in made]).select_related("contribution")
    append_all(leaves.answered(row) for row in told.defer("contribution__search").order_by("pk"))
    answered = Contribution.objects.filter(pk__in=[row.contribution_id for row in made], reacted_at=None)
    answered.update(reacted_at=Now())
    return len(made)


def _held(consultation: ConsultationPage, numbers: Collection[int]) -> list[Contribution]:
    """Locked, in one order; those that cannot be answered are named."""
    held = Contribution.objects.filter(consultation=consultation, pk__in=numbers).defer("search")
    rows = list(held.select_for_update(of=("self",)).order_by("pk"))
    questions = set(asked_kinds([consultation.pk]).values_list("pk", flat=True))
    public = {row.pk for row in rows if row.state == State.PUBLISHED}
    if gone := sorted(set(numbers) - public):
        raise Refused(
            _("No longer public, hence not answered: %(numbers)s. Untick them, then send again.")
            % {"numbers": _named(gone)}
        )
    if asked := [row.pk for row in rows if row.kind_id in questions]:
        raise Refused(
            _("Questions are answered one by one: %(numbers)s. Untick them, then send again.")
            % {"numbers": _named(asked)}
        )
    return rows


def _named(numbers: Collection[int]) -> str:
    return ", ".join(f"C-{pk}" for pk in list(numbers)[:10])


def _says(answer: Answer, status: AnswerStatus, text: str, signature: str) -> bool:
    return (answer.status, answer.text, answer.signature) == (status, text, signature)
