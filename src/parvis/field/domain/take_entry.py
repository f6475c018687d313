"""Take in one answer that a device sends: once, however often it is sent, and without losing a word of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.consultations.guests import closed_to_guests
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import database_now
from parvis.contributions.domain.deposit_as_guest import is_full, keep_unread
from parvis.contributions.waiting import WaitingText
from parvis.field.enums import Fate
from parvis.field.models import FieldEntry, FieldKit
from parvis.field.sealing import Unreadable
from parvis.paper.domain.enter_sheet import enter_sheet
from parvis.paper.models import Batch, Sheet, new_code
from parvis.paper.typed import Words, check_batch
from parvis.ui import words as said


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer, opened. `typed` is the form as it was filled, `words` what it says: None with a `fault`.

    `written_at` and `code` are what the device says; a code that is taken gives way to a new one.
    """

    key: UUID
    code: str
    typed: str
    words: Words | None
    fault: str = ""
    written_at: datetime | None = None


def take_entry(*, kit: FieldKit, sent: Sent, keeps: bool = True) -> FieldEntry:
    """One row, and what it became: entered by whoever answers for the device, or waiting to be read.

    The same key again gives the same row, and writes nothing. What the form refuses is kept for the team to
    look at; without `keeps`, refused, for whoever stands before the form. Raises `Refused` for what stays on
    the device.
    """
    with transaction.atomic():
        rows = FieldKit.objects.select_for_update(of=("self",))
        held = rows.select_related("batch__consultation", "batch__kind__responds_to").get(pk=kit.pk)
        known = FieldEntry.objects.filter(key=sent.key).first()
        if known is not None:
            if known.kit_id != held.pk:
                raise Unreadable
            return known
        action = check_batch(held.batch)
        _check_room(held)
        entry = FieldEntry(kit=held, key=sent.key, code=_free(sent.code), written_at=sent.written_at)
        try:
            with transaction.atomic():
                _deposit(entry, action, sent)
        except Refused as refused:
            if isinstance(refused, Unreadable) or not keeps:
                raise
            entry.fate, entry.words, entry.reason = Fate.KEPT, sent.typed, str(refused)
            entry.sheet = entry.waiting = None
            entry.save(force_insert=True)
        return entry


def number_sheet(batch: Batch, code: str) -> Sheet:
    """A new sheet of a batch, which has this code; the kit is locked by the caller."""
    held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    last = held.sheets.aggregate(last=Max("number"))["last"] or 0
    return Sheet.objects.create(batch=batch, number=last + 1, code=code)


def _deposit(entry: FieldEntry, action: PhaseAction, sent: Sent) -> None:
    kit = entry.kit
    if sent.words is None:
        raise Refused(sent.fault)
    _check_time(kit, action, sent)
    sheet = number_sheet(kit.batch, entry.code)
    if kit.is_kiosk:
        entry.waiting, entry.fate = _wait(action, sent, sent.words), Fate.WAITING
        Sheet.objects.filter(pk=sheet.pk).update(entered_at=Now())
    elif kit.held_by is None:
        raise Refused(_("Nobody of the team answers for this device any longer."))
    else:
        enter_sheet(actor=kit.held_by, batch=kit.batch, number=sheet.number, words=sent.words, key=sent.key)
        entry.fate = Fate.ENTERED
    entry.sheet = sheet
    entry.save(force_insert=True)


def _check_time(kit: FieldKit, action: PhaseAction, sent: Sent) -> None:
    """By the clock of the device, which may be wrong: what it says too late is for somebody to judge."""
    written, phase = sent.written_at or database_now(), action.phase
    if phase.ends_at is not None and written > phase.ends_at:
        raise Refused(_("By the clock of the device, it was written after the phase closed."))
    if kit.closed_at is not None and written > kit.closed_at:
        raise Refused(_("By the clock of the device, it was written after the device was closed."))


def _wait(action: PhaseAction, sent: Sent, words: Words) -> WaitingText:
    """Among the texts of guests: a moderator reads it before anybody else does."""
    if closed_to_guests(action.kind):
        raise Refused(_("This form now asks for what people may not answer alone on a device."))
    kept, is_new = keep_unread(
        action=action,
        title=words.title,
        text=words.text,
        theme=words.theme,
        responds_to=None,
        idempotency_key=sent.key,
        origin=Origin.FIELD,
        answers=words.answers,
    )
    if not is_new:
        raise Unreadable
    return kept


def _check_room(kit: FieldKit) -> None:
    """What a device may send in all, and what a team could read before it lapses. Raises `Refused`."""
    if kit.entries.count() >= kit.most:
        raise Refused(
            _("This device has sent all that it may: %(n)s answers. Others stay on it: tell the organiser.")
            % {"n": said.number(kit.most)}
        )
    if kit.is_kiosk and is_full(kit.batch.consultation_id):
        raise Refused(_("Too many texts wait to be read here. Others stay on the device: send them later."))


def _free(code: str) -> str:
    is_taken = Sheet.objects.filter(code=code).exists() or FieldEntry.objects.filter(code=code).exists()
    return new_code() if is_taken else code
