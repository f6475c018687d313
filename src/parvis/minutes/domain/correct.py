"""Corrections of a draft of minutes: proposed by whoever holds its link, decided by its author."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.jobs.forgetting import CORRECTION_NAMES
from parvis.minutes.corrections import MOST_WAITING, Correction
from parvis.minutes.domain.write import flat, hold
from parvis.minutes.enums import CorrectionState
from parvis.minutes.models import LONGEST, Minutes, Passage
from parvis.minutes.sharing import is_shared
from parvis.ui import words


@transaction.atomic
def propose(
    *, minutes: Minutes, passage: Passage, text: str, why: str, name: str, based_on: str
) -> Correction:
    """Other words for a passage, by whoever holds the link. `based_on`: the words that they read.

    Raises `Refused`.
    """
    held = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    row = held.passages.filter(pk=passage.pk, is_removed=False).first()
    if not is_shared(held) or row is None:
        raise Refused(_("These minutes are no longer open to corrections."))
    said = clean_line(text) if row.is_heading else flat(text)
    if not said or said == row.text:
        raise Refused(_("Change the words that you would have otherwise."))
    if flat(based_on) != row.text:
        raise Refused(_("This passage was changed meanwhile. Read it again: your words are kept below."))
    if len(said) > LONGEST:
        raise Refused(words.too_long(len(said), limit=LONGEST))
    waiting = Correction.objects.filter(passage__minutes=held, state=CorrectionState.WAITS)
    if waiting.count() >= MOST_WAITING:
        raise Refused(_("Many corrections wait to be read: come back tomorrow, or write to the team."))
    same = waiting.filter(passage=row, new_text=said).first()
    return same or Correction.objects.create(
        passage=row, old_text=row.text, new_text=said, why=clean_line(why), name=clean_line(name)
    )


@transaction.atomic
def accept(*, actor: Participant, correction: Correction) -> None:
    """The words proposed take the place of those of the passage. Raises `Refused`."""
    minutes, row = _held(actor, correction)
    if row.passage.is_removed:
        raise Refused(_("This passage was removed meanwhile."))
    if row.passage.text != row.old_text:
        raise Refused(
            _("This passage was changed since: write the correction in it by hand, then decline this one.")
        )
    Passage.objects.filter(pk=row.passage_id).update(text=row.new_text)
    _settle(actor, minutes, row, CorrectionState.ACCEPTED, "")


@transaction.atomic
def decline(*, actor: Participant, correction: Correction, reply: str) -> None:
    """With a word, which readers of the draft see. Raises `Refused`."""
    minutes, row = _held(actor, correction)
    said = clean_line(reply)
    if not said:
        raise Refused(_("Say in a word why it is not taken: whoever proposed it reads it."))
    _settle(actor, minutes, row, CorrectionState.DECLINED, said)


@transaction.atomic
def forget_names() -> int:
    """Erase who proposed a correction, a time after; returns how many names."""
    rows = Correction.objects.filter(made_at__lte=Now() - CORRECTION_NAMES).exclude(name="")
    return rows.update(name="")


def _held(actor: Participant, correction: Correction) -> tuple[Minutes, Correction]:
    minutes = hold(actor, correction.passage.minutes)
    rows = Correction.objects.select_for_update(of=("self",)).select_related("passage")
    row = rows.get(pk=correction.pk, passage__minutes=minutes)
    if row.settled_at is not None:
        raise Refused(_("This correction was already decided."))
    return minutes, row


def _settle(
    actor: Participant, minutes: Minutes, row: Correction, state: CorrectionState, reply: str
) -> None:
    Correction.objects.filter(pk=row.pk).update(state=state, reply=reply, settled_at=Now())
    note(
        actor=actor,
        consultation=minutes.event.consultation,
        act=DeskAct.MINUTES_CORRECTED,
        about=minutes.event.title,
    )
