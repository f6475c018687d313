"""Put right what was mistyped in the name, the number or the web address of an organisation."""

from django.db import transaction
from django.utils.translation import gettext_noop

from parvis.accounts.models import Participant
from parvis.ledger.enums import LeafKind
from parvis.organisations.held import reviewed, tell
from parvis.organisations.identity import DESCRIBED, describe, taken_once
from parvis.organisations.letters import write_to_leads
from parvis.organisations.models import Organisation


def correct(
    *,
    actor: Participant,
    organisation: Organisation,
    name: str,
    register: str = "",
    number: str = "",
    website: str = "",
) -> Organisation:
    """Change them, its standing as it was; those who lead it are told. Raises `Refused`."""
    with transaction.atomic():
        row = reviewed(actor, organisation)
        former = row.name
        describe(row, name=name, register=register, number=number, website=website)
        with taken_once(row):
            tell(row, LeafKind.ORGANISATION_CORRECTED, *DESCRIBED)
        write_to_leads(
            row, gettext_noop("%(organisation)s: what the site says of it"), "corrected", former=former
        )
        return row
