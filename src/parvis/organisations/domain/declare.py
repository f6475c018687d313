"""Say that one acts for an organisation."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ledger.domain.append import append
from parvis.ledger.enums import LeafKind
from parvis.organisations import leaves
from parvis.organisations.enums import Role
from parvis.organisations.identity import describe, taken_once
from parvis.organisations.models import IS_LIVE, Organisation, Representative
from parvis.organisations.permissions import can

MOST = 10
"""Organisations that one person may have declared and that still take part."""


def declare(
    *, actor: Participant, name: str, sort: str, register: str = "", number: str = "", website: str = ""
) -> Organisation:
    """Make it known under its name, led by whoever declares it. Raises `Refused`.

    It takes part at once, shown as declared and not verified.
    """
    if not can(actor, "declare"):
        raise Refused(_("Confirm your e-mail address first: an organisation is declared by somebody."))
    row = Organisation(sort=sort, declared_by=actor)
    describe(row, name=name, register=register, number=number, website=website)
    with transaction.atomic():
        _check_room(actor)
        with taken_once(row):
            row.save(force_insert=True)
        Representative.objects.create(organisation=row, participant=actor, role=Role.LEAD, accepted_at=Now())
        append(leaves.told(row, LeafKind.ORGANISATION_DECLARED))
        return row


def _check_room(actor: Participant) -> None:
    """The declarations of one person come in turn, until the end of the caller's transaction."""
    Participant.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if Organisation.objects.filter(IS_LIVE, declared_by=actor).count() >= MOST:
        raise Refused(_("You have already declared many organisations. Close one, or write to the team."))
