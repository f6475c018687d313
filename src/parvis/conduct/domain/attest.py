"""Declare that a rule holds which no software can check, under one's name and in public; take it back."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct import leaves
from parvis.conduct.enums import Mode
from parvis.conduct.models import Attestation
from parvis.conduct.permissions import can
from parvis.conduct.rules.book import BY_CODE
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import append

ANOTHER = frozenset({"C10"})
"""Rules that anybody of the team declares, but for observers and whoever made the consultation."""


@transaction.atomic
def attest(
    *, actor: Participant, consultation: ConsultationPage, rule: str, words: str, name: str
) -> Attestation:
    """Declare it, in the place of what was declared before. Raises `Refused`."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if reason := why_not(actor=actor, consultation=held, rule=rule):
        raise Refused(reason)
    if not words.strip() or not name.strip():
        raise Refused(_("Say what you declare, and under which name and office."))
    held.attestations.filter(rule=rule, taken_back_at=None).update(taken_back_at=Now())
    row = Attestation.objects.create(
        consultation=held, rule=rule, words=words.strip(), name=name.strip(), author=actor
    )
    if is_promised(held):
        append(leaves.attested(row))
    return row


def why_not(*, actor: Participant, consultation: ConsultationPage, rule: str) -> str:
    """Why this person may not declare that rule; empty when they may."""
    if rule not in BY_CODE or BY_CODE[rule].mode == Mode.CHECKED:
        return _("The software checks this rule by itself: there is nothing to declare.")
    if rule in ANOTHER and consultation.owner_id == actor.pk:
        return _("Somebody else than whoever made this consultation has to declare it.")
    if not can(actor, "vouch" if rule in ANOTHER else "attest", consultation):
        return _("Only an organiser of this consultation may declare that a rule holds.")
    return ""


@transaction.atomic
def take_back(*, actor: Participant, attestation: Attestation) -> None:
    """It no longer holds, and that it was declared stays known. Raises `Refused`."""
    held = Attestation.objects.select_for_update(of=("self",)).get(pk=attestation.pk)
    if not can(actor, "attest", held.consultation):
        raise Refused(_("Only an organiser of this consultation may declare that a rule holds."))
    if held.taken_back_at is not None:
        raise Refused(_("This declaration was already taken back."))
    Attestation.objects.filter(pk=held.pk).update(taken_back_at=Now())
    note(actor=actor, consultation=held.consultation, act=DeskAct.TAKEN_BACK, about=held.rule)
    if is_promised(held.consultation):
        append(leaves.taken_back(held))
