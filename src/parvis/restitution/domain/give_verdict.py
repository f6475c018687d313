"""Read an analysis again, and decide: the verdict is the official answer, published with its reasons."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ledger.domain.append import append
from parvis.restitution import examination_leaves as leaves
from parvis.restitution.domain.answer import answer
from parvis.restitution.domain.answer_many import AnswerDraft
from parvis.restitution.domain.tell_examiners import tell_turn
from parvis.restitution.enums import FATES, ExaminationAct, ExaminationState
from parvis.restitution.examinations import Examination
from parvis.restitution.examining import check_words, hold, note_step
from parvis.restitution.models import Answer


@dataclass(frozen=True, slots=True)
class Verdict:
    """The official answer, and the entry of the words that the decider had before their eyes."""

    answer: AnswerDraft
    based_on: str


@transaction.atomic
def agree(*, actor: Participant, examination: Examination, note: str = "") -> Examination:
    """The analysis goes to whoever decides. Raises `Refused`."""
    held = hold(actor, examination, "agree")
    held.state = ExaminationState.DECISION
    held.save(update_fields=["state"])
    note_step(held, ExaminationAct.AGREED, actor=actor, text=note)
    tell_turn(held, note=note.strip())
    return held


@transaction.atomic
def send_back(*, actor: Participant, examination: Examination, reason: str) -> Examination:
    """The analyst takes it up again, with the reason. Raises `Refused`."""
    held = hold(actor, examination, "send_back")
    if not reason.strip():
        raise Refused(_("Say what is to be looked at again: the analyst reads it."))
    held.state = ExaminationState.ANALYSIS
    held.save(update_fields=["state"])
    note_step(held, ExaminationAct.SENT_BACK, actor=actor, text=reason)
    tell_turn(held, note=reason.strip())
    return held


@transaction.atomic
def decide(*, actor: Participant, examination: Examination, verdict: Verdict) -> Answer:
    """Publish the official answer, and with it what was found by each criterion. Raises `Refused`.

    Those who wrote, sign or follow the text are told of the answer by their digest, as of any other.
    """
    held = hold(actor, examination, "decide")
    check_words(held, verdict.based_on)
    if verdict.answer.status not in FATES:
        raise Refused(_("A question is answered; anything else is kept, or not, or studied."))
    given = verdict.answer
    published = answer(
        actor=actor,
        contribution=held.contribution,
        status=given.status,
        text=given.text,
        signature=given.signature,
    )
    held.state, held.answer = ExaminationState.DECIDED, published
    held.save(update_fields=["state", "answer"])
    note_step(held, ExaminationAct.DECIDED, actor=actor)
    append(leaves.decided(held))
    return published
