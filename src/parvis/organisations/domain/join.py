"""Accept to act for an organisation."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.queries import database_now
from parvis.organisations.enums import Role
from parvis.organisations.held import locked
from parvis.organisations.leading import pass_lead
from parvis.organisations.models import Representative


def join(*, actor: Participant, invitation: Representative) -> Representative:
    """Become a representative; the invitation is used, and its address forgotten. Raises `Refused`.

    Whoever the team of the site asked to lead it leads it from then on, alone.
    """
    if not can_in_installation(actor, "act"):
        raise Refused(_("Confirm your e-mail address first."))
    with transaction.atomic():
        organisation = locked(invitation.organisation)
        row: Representative | None = Representative.objects.invited().filter(pk=invitation.pk).first()
        if row is None or not organisation.is_live:
            raise Refused(_("This invitation is no longer good: ask for another one."))
        if organisation.representatives.filter(participant=actor).exists():
            raise Refused(_("You already take part for this organisation."))
        leads = row.role == Role.LEAD
        row.participant, row.email, row.role, row.accepted_at = actor, "", Role.MEMBER, database_now()
        row.save(update_fields=["participant", "email", "role", "accepted_at"])
        if leads:
            pass_lead(organisation, row)
            row.refresh_from_db(fields=["role"])
        return row
