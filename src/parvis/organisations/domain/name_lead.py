"""Say who leads an organisation when whoever did cannot say it any longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.organisations.domain.invite import send_invitation
from parvis.organisations.enums import Role
from parvis.organisations.held import reviewed
from parvis.organisations.leading import pass_lead
from parvis.organisations.models import Organisation, Representative


def name_lead(
    *,
    actor: Participant,
    organisation: Organisation,
    representative: Representative | None = None,
    email: str = "",
) -> Representative:
    """Give the lead to one of its representatives or, once they accept, to whoever has this address.

    Whoever led takes part as they did. It takes the place of an invitation to lead that waits. Raises
    `Refused`.
    """
    with transaction.atomic():
        row = reviewed(actor, organisation)
        row.representatives.invited().filter(role=Role.LEAD).delete()
        if representative is None:
            if not email:
                raise Refused(_("Choose one of its representatives, or type an address."))
            return send_invitation(actor=actor, organisation=row, email=email, role=Role.LEAD)
        named: Representative | None = row.representatives.current().filter(pk=representative.pk).first()
        if named is None:
            raise Refused(_("Choose somebody who already takes part for this organisation."))
        pass_lead(row, named)
        named.refresh_from_db()
        return named
