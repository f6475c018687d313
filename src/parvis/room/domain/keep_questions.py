"""Make contributions of questions of the room: nobody's, of the event, each once; and take one back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.queries import database_now
from parvis.contributions.domain.publish_said import publish_said
from parvis.contributions.domain.withdraw import hold, take_back
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.said import SaidDraft
from parvis.room.enums import ActivityKind, Fate
from parvis.room.holding import changed, hold_to_keep
from parvis.room.models import Answer, Room

UNDO = timedelta(minutes=15)
"""How long a contribution made of a question may be taken back from here; later, moderation may hide it."""


@transaction.atomic
def keep_questions(
    *, actor: Participant, room: Room, drafts: Sequence[tuple[Answer, SaidDraft]], key: UUID
) -> list[Contribution]:
    """Publish each without an author; one that is already a contribution stays the one that it is.

    While the room is open, and once it is closed. Raises `Refused`, and then none of them is kept.
    """
    held = hold_to_keep(actor, room)
    made = []
    for question, draft in drafts:
        row = _standing(held, question)
        if row.contribution is None:
            row.contribution = publish_said(
                consultation=held.consultation, draft=draft, key=uuid5(key, str(row.pk))
            )
            row.save(update_fields=["contribution"])
            changed(actor, held, DeskAct.SAID_KEPT, f"C-{row.contribution.pk}")
        made.append(row.contribution)
    return made


@transaction.atomic
def take_back_question(*, actor: Participant, question: Answer) -> None:
    """Withdraw what it became, a few minutes after; it may be kept again. Raises `Refused`."""
    held = hold_to_keep(actor, question.activity.room)
    row = Answer.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if row.contribution_id is None:
        raise Refused(_("There is nothing to take back."))
    contribution = hold(row.contribution_id)
    if database_now() > contribution.created_at + UNDO:
        raise Refused(_("It was kept more than 15 minutes ago. Moderation may hide it."))
    if contribution.state != State.WITHDRAWN:
        take_back(contribution)
    row.contribution = None
    row.save(update_fields=["contribution"])
    changed(actor, held, DeskAct.ROOM_LED, f"C-{contribution.pk}")


def _standing(room: Room, question: Answer) -> Answer:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("contribution")
    rows = rows.filter(activity__room=room, activity__kind=ActivityKind.QUESTIONS)
    row = rows.filter(pk=question.pk).exclude(fate=Fate.HIDDEN).first()
    if row is None:
        raise Refused(_("This question was hidden meanwhile: show it again first."))
    return row
