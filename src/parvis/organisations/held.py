"""What the acts on an organisation share: lock, check who reviews, change, tell the log."""

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ledger.domain.append import append
from parvis.ledger.enums import LeafKind
from parvis.organisations import leaves
from parvis.organisations.enums import LIVE, Standing
from parvis.organisations.models import Organisation
from parvis.organisations.permissions import can


def locked(organisation: Organisation) -> Organisation:
    """The row as it is now, held until the end of the caller's transaction: acts on one come in turn."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def reviewed(
    actor: Participant, organisation: Organisation, *, standings: tuple[Standing, ...] = LIVE
) -> Organisation:
    """The same, for who administers the site, as long as it has one of these standings. Raises `Refused`."""
    if not can(actor, "review"):
        raise Refused(_("Only those who administer the site decide on an organisation."))
    row = locked(organisation)
    if row.standing not in standings:
        raise Refused(_("This organisation no longer takes part: it would have to be declared anew."))
    return row


def tell(row: Organisation, kind: LeafKind, *changed: str) -> None:
    """Save what changed, under a new entry of the log that refers to the former one."""
    former = leaves.renew(row)
    row.save(update_fields=[*changed, "entry", "salt"])
    append(leaves.told(row, kind, former=former))
