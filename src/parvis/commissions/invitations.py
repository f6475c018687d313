"""The secret link by which somebody accepts a place in a commission.

Signed: it says which place, and nothing of anybody. The organiser sends it as they see fit, or the site does.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.accounts.secret_links import SignedNumber
from parvis.commissions.models import CommissionMember
from parvis.jobs.forgetting import INVITATIONS

SIGNED = SignedNumber("parvis.commissions.member")


def write_token(member: CommissionMember) -> str:
    return SIGNED.write(member.pk)


def address_of(member: CommissionMember) -> str:
    return f"{settings.PARVIS_ADDRESS}{reverse('front:join_commission', args=[write_token(member)])}"


def member_of(token: str) -> CommissionMember:
    """The place of a link that is still good, or was accepted; `Http404` for any other."""
    rows = CommissionMember.objects.select_related("commission__consultation", "participant")
    good = Q(agreed_at__isnull=False) | Q(invited_at__gte=Now() - INVITATIONS)
    return get_object_or_404(rows.filter(good, invited_at__isnull=False, until=None), pk=SIGNED.read(token))
