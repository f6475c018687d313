"""Settle what a device sent and the form refused: entered once put right, or discarded with a reason."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.field.domain.take_entry import number_sheet
from parvis.field.enums import Fate
from parvis.field.models import FieldEntry
from parvis.field.permissions import can
from parvis.paper.domain.enter_sheet import enter_sheet
from parvis.paper.typed import Words

LONGEST_REASON = 400


def enter_kept(*, actor: Participant, entry: FieldEntry, words: Words) -> FieldEntry:
    """Enter it in the words that a member of the team decides on, who thereby read it. Raises `Refused`."""
    with transaction.atomic():
        held = _hold(actor, entry)
        sheet = number_sheet(held.kit.batch, held.code)
        held.sheet = enter_sheet(
            actor=actor, batch=held.kit.batch, number=sheet.number, words=words, key=uuid4()
        )
        _settle(actor, held, Fate.ENTERED, "", DeskAct.FIELD_ENTERED)
        return held


def discard_kept(*, actor: Participant, entry: FieldEntry, reason: str) -> FieldEntry:
    """Erase its words, and keep why. Raises `Refused`."""
    why = clean_line(reason)
    with transaction.atomic():
        held = _hold(actor, entry)
        if not why:
            raise Refused(_("Say why it is discarded: whoever answered reads it."))
        if len(why) > LONGEST_REASON:
            raise Refused(_("Say why in %(n)s characters at most.") % {"n": LONGEST_REASON})
        _settle(actor, held, Fate.DISCARDED, why, DeskAct.FIELD_DISCARDED)
        return held


def _hold(actor: Participant, entry: FieldEntry) -> FieldEntry:
    rows = FieldEntry.objects.select_for_update(of=("self",))
    held = rows.select_related("kit__batch__consultation", "kit__batch__kind__responds_to").get(pk=entry.pk)
    if not can(actor, "settle", held.kit.batch.consultation):
        raise Refused(_("Only those who organise or moderate this consultation settle answers of devices."))
    if held.fate != Fate.KEPT:
        raise Refused(_("Somebody has settled this answer already."))
    return held


def _settle(actor: Participant, held: FieldEntry, fate: Fate, reason: str, act: DeskAct) -> None:
    held.fate, held.words, held.reason = fate, "", reason
    held.settled_by, held.settled_at = actor, Now()
    held.save(update_fields=["fate", "words", "reason", "sheet", "settled_by", "settled_at"])
    kit = held.kit
    note(actor=actor, consultation=kit.batch.consultation, act=act, about=f"{kit.batch.name}, {kit.name}")
