"""Code a sample blindly: begin, choose text by text, say that one has finished."""

from __future__ import annotations

from string import ascii_uppercase

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.ui.words import number
from parvis.understanding.coding_queries import PUBLIC, coder_of, left_for
from parvis.understanding.enums import Apart
from parvis.understanding.holding import hold_coding
from parvis.understanding.models import Code, CodedText, Coder, Coding
from parvis.understanding.scope import scope_of

MOST_CODERS = 5


@transaction.atomic
def begin_coding(*, actor: Participant, coding: Coding) -> Coder:
    """Take a sheet, in an order of one's own. Whoever has one already keeps it. Raises `Refused`."""
    held = hold_coding(actor, coding)
    _check_open(held)
    mine = coder_of(held, actor)
    if mine is not None:
        return mine
    taken = held.coders.count()
    if taken >= MOST_CODERS:
        raise Refused(_("Five people code it already."))
    made = Coder.objects.create(coding=held, participant=actor, letter=ascii_uppercase[taken])
    _note(actor, held)
    return made


@transaction.atomic
def code_text(*, actor: Participant, coding: Coding, place: int, code: int) -> None:
    """Say where a text of the sample goes: the number of a topic offered, or an `Apart`. Raises `Refused`.

    It may be said again until one has finished: the last one counts.
    """
    held = hold_coding(actor, coding)
    mine = _sheet(held, actor)
    text = CodedText.objects.filter(PUBLIC, coding=held, place=place).first()
    if text is None:
        raise Refused(_("This text is no longer shown: go on with the next one."))
    if code not in held.topics and code not in Apart.values:
        raise Refused(_("Choose a topic, or say that none fits."))
    Code.objects.update_or_create(
        coder=mine, text=text, defaults={"code": code, "at": Now()}, create_defaults={"code": code}
    )


@transaction.atomic
def finish_coding(*, actor: Participant, coding: Coding) -> None:
    """Every text is coded: choices no longer change. Raises `Refused`."""
    held = hold_coding(actor, coding)
    mine = _sheet(held, actor)
    left = left_for(mine)
    if left:
        raise Refused(
            ngettext("%(count)s text is not coded yet.", "%(count)s texts are not coded yet.", left)
            % {"count": number(left)}
        )
    Coder.objects.filter(pk=mine.pk).update(finished_at=Now())
    _note(actor, held)


def _sheet(coding: Coding, actor: Participant) -> Coder:
    _check_open(coding)
    mine = coder_of(coding, actor)
    if mine is None:
        raise Refused(_("Begin to code first."))
    if mine.finished_at is not None:
        raise Refused(_("You said that you had finished: your choices no longer change."))
    return mine


def _check_open(coding: Coding) -> None:
    if not coding.is_open:
        raise Refused(_("This coding has ended."))


def _note(actor: Participant, coding: Coding) -> None:
    place = coding.analysis.consultation
    note(actor=actor, consultation=place, act=DeskAct.CODED, about=scope_of(coding.analysis))
