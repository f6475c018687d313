"""Who sets up the commissions of a consultation, and who acts for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from parvis.commissions.enums import OFFICERS
from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.commissions.models import Commission
    from parvis.consultations.queries import Actor

Action = Literal["see", "manage", "work"]


def can(actor: Actor, action: Action, commission: Commission) -> bool:
    """Decide one action on one commission.

    - see: whoever reads its consultation;
    - manage (its mandate, its members, its documents): the organisers;
    - work (hand over, take up, return, publish opinions): the organisers, and whoever accepted to be its
      chair, rapporteur or secretary and still is; nobody once it is closed.
    """
    if action == "see":
        return can_consult(actor, "see", commission.consultation)
    is_organiser = can_consult(actor, "edit", commission.consultation)
    if action == "manage":
        return is_organiser
    return commission.closed_at is None and (is_organiser or _is_officer(actor, commission))


def _is_officer(actor: Actor, commission: Commission) -> bool:
    if not actor.is_authenticated or not actor.is_active or not can(actor, "see", commission):
        return False
    today = TruncDate(Now())
    held = commission.members.filter(participant=actor.pk, office__in=OFFICERS, agreed_at__isnull=False)
    since = Q(since=None) | Q(since__lte=today)
    return held.filter(since, Q(until=None) | Q(until__gt=today)).exists()
