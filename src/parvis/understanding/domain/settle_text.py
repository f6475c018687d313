"""Settle together where a coded text goes: kept, and done by hand to the topics of the run."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.understanding.coding_queries import PUBLIC
from parvis.understanding.domain.correct_topic import correct_topic
from parvis.understanding.enums import Act, Apart
from parvis.understanding.holding import hold_coding
from parvis.understanding.models import CodedText, Coding
from parvis.understanding.scope import scope_of
from parvis.understanding.settling import may_move, moves_left


@transaction.atomic
def settle_text(*, actor: Participant, coding: Coding, place: int, code: int) -> None:
    """Keep what the team agreed on for a text of a coding that has ended. Raises `Refused`.

    A topic is then where the text is, from now on and on later runs; of a published run, once it is taken
    back (`apply_settled`).
    """
    held = hold_coding(actor, coding)
    if held.is_open:
        raise Refused(_("Two people must have finished: until then nobody reads what was chosen."))
    if code not in held.topics and code not in Apart.values:
        raise Refused(_("Choose a topic, or say that none fits."))
    shown = CodedText.objects.filter(PUBLIC, coding=held, place=place)
    changed = shown.update(settled=code, settled_by=actor, settled_at=Now())
    if not changed:
        raise Refused(_("This text is no longer shown: there is nothing to settle."))
    about = scope_of(held.analysis)
    note(actor=actor, consultation=held.analysis.consultation, act=DeskAct.CODING_SETTLED, about=about)
    _move(actor, held, place=place)


@transaction.atomic
def apply_settled(*, actor: Participant, coding: Coding) -> None:
    """Move every text that was settled while the topics could not be corrected. Raises `Refused`."""
    held = hold_coding(actor, coding)
    if not may_move(held.analysis):
        raise Refused(_("This analysis is published: take it back, correct it, then publish it again."))
    _move(actor, held)


def _move(actor: Participant, coding: Coding, *, place: int | None = None) -> None:
    """By the act that moves a contribution, which is kept and done again on the next run."""
    if not may_move(coding.analysis):
        return
    for left in moves_left(coding):
        if place is None or left.text.place == place:
            correct_topic(
                actor=actor,
                topic=left.topic,
                what=Act.MOVE,
                target=left.target,
                contribution=left.text.contribution,
            )
