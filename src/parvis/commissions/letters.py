"""The mail by which somebody is invited to sit in a commission."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from parvis.accounts.canonical import canonical
from parvis.accounts.models import Participant
from parvis.commissions.invitations import address_of
from parvis.commissions.models import CommissionMember
from parvis.jobs import mail
from parvis.jobs.forgetting import INVITATIONS


def write_invitation(member: CommissionMember, *, email: str, by: str) -> None:
    """In the language of the account that has this address, if there is one, else in that of the moment."""
    known = Participant.objects.filter(canonical_email=canonical(email), is_active=True).first()
    commission = member.commission
    with override(known.language if known else get_language()):
        context = {
            "member": member,
            "commission": commission,
            "consultation": commission.consultation,
            "by": by or commission.consultation.organiser,
            "days": INVITATIONS.days,
            "address": address_of(member),
        }
        mail.send(
            to=email,
            subject=_("An invitation to sit in a commission"),
            text=render_to_string("commissions/mail/invitation.txt", context),
        )
