"""Prepare a device, give it a link, take the link back, close it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.consultations.enums import DeskAct
from parvis.consultations.guests import closed_to_guests
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line
from parvis.field.enums import Use
from parvis.field.models import USUAL, FieldKit
from parvis.field.permissions import can
from parvis.paper.enums import Channel
from parvis.paper.models import MOST_SHEETS, Batch
from parvis.ui import words

LENGTH = 24
"""Bytes of a link: too many to guess."""


@dataclass(frozen=True, slots=True)
class KitDraft:
    """What an organiser says of a device."""

    name: str
    use: Use
    held_by: Participant
    most: int = USUAL


def make_kit(*, actor: Participant, batch: Batch, draft: KitDraft) -> FieldKit:
    """Prepare a device of a batch; nothing opens it before it has a link. Raises `Refused`."""
    with transaction.atomic():
        _check_may(actor, batch)
        _check(batch, draft)
        kit = FieldKit.objects.create(
            batch=batch,
            name=clean_line(draft.name),
            use=draft.use,
            held_by=draft.held_by,
            most=draft.most,
            made_by=actor,
        )
        _note(actor, kit, DeskAct.FIELD_PREPARED)
        return kit


def make_link(*, actor: Participant, kit: FieldKit) -> str:
    """The secret of the new link, told this once: the former link opens nothing any more. Raises `Refused`.

    The key for which a device seals stays: what it keeps is sent by the new link.
    """
    with transaction.atomic():
        held = _held(actor, kit)
        if not held.is_open:
            raise Refused(_("This device is closed: prepare another one."))
        code = secrets.token_urlsafe(LENGTH)
        held.token_hash, held.linked_at = hash_link(code), Now()
        held.save(update_fields=["token_hash", "linked_at"])
        _note(actor, held, DeskAct.FIELD_LINKED)
        return code


def close_kit(*, actor: Participant, kit: FieldKit) -> FieldKit:
    """Take no new answer; what was collected before still comes in. Twice is once. Raises `Refused`."""
    with transaction.atomic():
        held = _held(actor, kit)
        if held.is_open:
            held.closed_at = Now()
            held.save(update_fields=["closed_at"])
            held.refresh_from_db(fields=["closed_at"])
            _note(actor, held, DeskAct.FIELD_CLOSED)
        return held


def _held(actor: Participant, kit: FieldKit) -> FieldKit:
    rows = FieldKit.objects.select_for_update(of=("self",)).select_related("batch__consultation")
    held = rows.get(pk=kit.pk)
    _check_may(actor, held.batch)
    return held


def _check_may(actor: Participant, batch: Batch) -> None:
    if not can(actor, "prepare", batch.consultation):
        raise Refused(_("Only the organisers of this consultation prepare devices."))


def _check(batch: Batch, draft: KitDraft) -> None:
    if batch.channel != Channel.FIELD:
        raise Refused(_("A device deposits in a batch of answers collected on site: make one first."))
    if not clean_line(draft.name):
        raise Refused(_("Give the device a name."))
    if not 1 <= draft.most <= MOST_SHEETS:
        raise Refused(_("A device sends %(n)s answers at most.") % {"n": words.number(MOST_SHEETS)})
    if not can(draft.held_by, "settle", batch.consultation):
        raise Refused(
            _("Who answers for a device organises or moderates this consultation: choose somebody else.")
        )
    if draft.use == Use.KIOSK:
        _check_public(batch)


def _check_public(batch: Batch) -> None:
    """What people type alone waits as a guest's text does: it is no more than a guest may write."""
    if closed_to_guests(batch.kind) or batch.kind.responds_to is not None:
        raise Refused(
            _(
                "This form asks for something personal, is for the team alone, or answers another text: it is"
                " not left with the public. Prepare a device that a member of the team holds."
            )
        )


def _note(actor: Participant, kit: FieldKit, act: DeskAct) -> None:
    note(actor=actor, consultation=kit.batch.consultation, act=act, about=f"{kit.batch.name}, {kit.name}")
