"""Make a contribution of what was said in the room: nobody's, in public, with its line in the log."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.domain.publish_said import publish_said
from parvis.contributions.models import Contribution
from parvis.contributions.said import SaidDraft
from parvis.minutes.domain.write import hold_passage
from parvis.minutes.models import Passage, PassageLink


@transaction.atomic
def keep_said(*, actor: Participant, passage: Passage, draft: SaidDraft, key: UUID) -> Contribution:
    """Publish it without an author, linked to the passage; the same key twice gives the same row.

    Raises `Refused`.
    """
    minutes, row = hold_passage(actor, passage)
    known = Contribution.objects.filter(idempotency_key=key, passages__passage=row).first()
    if known is not None:
        return known
    consultation = minutes.event.consultation
    made = publish_said(consultation=consultation, draft=draft, key=key)
    PassageLink.objects.create(passage=row, contribution=made, was_said=True)
    note(actor=actor, consultation=consultation, act=DeskAct.SAID_KEPT, about=f"C-{made.pk}")
    return made
