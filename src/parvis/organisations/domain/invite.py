"""Ask somebody to act for an organisation."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from parvis.accounts.canonical import canonical
from parvis.accounts.errors import Refused
from parvis.accounts.limits import spend_once
from parvis.accounts.models import Participant
from parvis.jobs import mail
from parvis.jobs.forgetting import INVITATIONS, record
from parvis.organisations.enums import Role
from parvis.organisations.held import locked
from parvis.organisations.models import Organisation, Representative
from parvis.organisations.permissions import can
from parvis.organisations.tokens import write_token

MOST = 50
"""Representatives of one organisation, those who are invited included."""


def invite(*, actor: Participant, organisation: Organisation, email: str = "") -> Representative:
    """Make an invitation, good once and for a month: sent to an address or, without one, a link to hand on.

    Raises `Refused`.
    """
    with transaction.atomic():
        row = locked(organisation)
        if not can(actor, "manage", row):
            raise Refused(_("Only those who lead this organisation invite others."))
        return send_invitation(actor=actor, organisation=row, email=email)


def send_invitation(
    *, actor: Participant, organisation: Organisation, email: str, role: Role = Role.MEMBER
) -> Representative:
    """The same, in the caller's transaction, which holds the row: whoever asks has been checked."""
    email = Participant.objects.normalize_email(email)
    if organisation.representatives.count() >= MOST:
        raise Refused(_("This organisation has as many representatives as it may: remove one first."))
    if email and organisation.representatives.filter(email=email).exists():
        raise Refused(_("This address is already invited: the link that it received is good for 30 days."))
    if email and not spend_once(f"{role} {organisation.pk} {canonical(email)}", within=INVITATIONS):
        raise Refused(
            _("An invitation went to this address less than 30 days ago, and no other goes: hand a link on.")
        )
    invitation: Representative = organisation.representatives.create(email=email, invited_by=actor, role=role)
    if email:
        _write(organisation, invitation)
    return invitation


def _write(organisation: Organisation, invitation: Representative) -> None:
    known = Participant.objects.filter(email=invitation.email).first()
    with override(known.language if known else get_language()):
        context = {
            "organisation": organisation,
            "invitation": invitation,
            "address": address_of(invitation),
        }
        mail.send(
            to=invitation.email,
            subject=_("Taking part for %(organisation)s") % {"organisation": organisation.name},
            text=render_to_string("organisations/mail/invitation.txt", context),
        )


def address_of(invitation: Representative) -> str:
    """The link of an invitation; whoever holds it may accept it, once."""
    return f"{settings.PARVIS_ADDRESS}{reverse('organisations:join', args=[write_token(invitation)])}"


@transaction.atomic
def forget_invitations() -> int:
    """Those that nobody accepted in time; returns how many there were."""
    rows, _tables = Representative.objects.invited().filter(invited_at__lt=Now() - INVITATIONS).delete()
    record("organisation-invitations", rows)
    return int(rows)
