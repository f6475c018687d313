"""Codes that make their bearers invited in one consultation: make a batch, give its codes once, revoke it."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.codes import hash_code, new_code
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, InvitationBatch, InvitationCode
from parvis.consultations.permissions import can

MOST = 100_000
"""Of codes in one batch; more letters are several batches."""


@transaction.atomic
def make_batch(
    *, actor: Participant, consultation: ConsultationPage, name: str, size: int
) -> InvitationBatch:
    """Announce `size` codes; the log tells how many. They are drawn when they are given."""
    held = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    _check(actor, held)
    if not 1 <= size <= MOST:
        raise Refused(_("A batch has from 1 to %(most)s codes.") % {"most": MOST})
    batch = InvitationBatch.objects.create(consultation=held, name=name, size=size)
    note(actor=actor, consultation=held, act=DeskAct.CODES_MADE, about=f"{name} ({size})")
    tell_rules(consultation=held)
    return batch


@transaction.atomic
def give_codes(*, actor: Participant, batch: InvitationBatch) -> list[str]:
    """Draw the codes of a batch, keep their hashes, and give them: once, since nothing else is kept."""
    held = (
        InvitationBatch.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .get(pk=batch.pk)
    )
    _check(actor, held.consultation)
    if held.revoked_at is not None:
        raise Refused(_("This batch is revoked: its codes are worth nothing. Make another one."))
    if held.codes.exists():
        raise Refused(
            _("These codes were already given, and are not kept. If they are lost, revoke this batch.")
        )
    codes: set[str] = set()
    while len(codes) < held.size:
        codes.add(new_code())
    rows = (InvitationCode(batch=held, code_hash=hash_code(held.consultation_id, code)) for code in codes)
    InvitationCode.objects.bulk_create(rows, batch_size=5_000)
    note(actor=actor, consultation=held.consultation, act=DeskAct.CODES_GIVEN, about=held.name)
    return list(codes)


@transaction.atomic
def revoke_batch(*, actor: Participant, batch: InvitationBatch, is_void: bool) -> None:
    """Stop the codes not yet used; `is_void` also takes the level back from those who used theirs.

    What they did keeps the level that it had. A batch that was revoked may still be made void.
    """
    held = (
        InvitationBatch.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .get(pk=batch.pk)
    )
    _check(actor, held.consultation)
    held.revoked_at = held.revoked_at or Now()
    held.is_void = held.is_void or is_void
    held.save(update_fields=["revoked_at", "is_void"])
    note(actor=actor, consultation=held.consultation, act=DeskAct.CODES_REVOKED, about=held.name)
    tell_rules(consultation=held.consultation)


def _held(actor: Participant, batch: InvitationBatch) -> InvitationBatch:
    rows = InvitationBatch.objects.select_for_update(of=("self",)).select_related("consultation")
    held = rows.get(pk=batch.pk)
    _check(actor, held.consultation)
    return held


def _check(actor: Participant, consultation: ConsultationPage) -> None:
    if not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may say who is invited."))
