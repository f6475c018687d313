"""Accept a place in a commission, choose whether one's name is shown, leave."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.commissions.models import CommissionMember


def join_commission(*, actor: Participant, member: CommissionMember, is_public: bool) -> None:
    """Take the place, once; or, when it is theirs, change whether they are named. Raises `Refused`."""
    try:
        with transaction.atomic():
            row = _hold(actor, member)
            if row.participant_id not in {None, actor.pk}:
                raise Refused(_("Somebody else accepted this place: ask for another link."))
            if is_public and not actor.public_name:
                raise Refused(_("Choose a public name in your profile first, or stay unnamed."))
            CommissionMember.objects.filter(pk=row.pk).update(
                participant=actor, is_public=is_public, agreed_at=row.agreed_at or Now()
            )
    except IntegrityError:
        raise Refused(_("You already have a place in this commission.")) from None


@transaction.atomic
def leave_commission(*, actor: Participant, member: CommissionMember) -> None:
    """They become a former member, who is named no longer. Raises `Refused`."""
    row = _hold(actor, member)
    if row.participant_id != actor.pk:
        raise Refused(_("This place is not yours."))
    _part(CommissionMember.objects.filter(pk=row.pk))


def forget_memberships(*, actor: Participant) -> None:
    """Whoever leaves for good stays counted, and is nobody, in the transaction of the caller."""
    _part(CommissionMember.objects.filter(participant=actor, until=None))
    CommissionMember.objects.filter(participant=actor).update(
        participant=None, is_public=False, invited_at=None
    )


def _part(rows: QuerySet[CommissionMember]) -> None:
    today = TruncDate(Now())
    rows.filter(since__gt=today).update(since=None)
    rows.update(until=today, is_public=False)


def _hold(actor: Participant, member: CommissionMember) -> CommissionMember:
    rows = CommissionMember.objects.select_for_update(of=("self",)).select_related("commission")
    row = rows.filter(pk=member.pk, until=None, commission__closed_at=None).first()
    if row is None or row.invited_at is None:
        raise Refused(_("This place is no longer offered."))
    if not can_in_installation(actor, "act"):
        raise Refused(_("Confirm your e-mail address first."))
    return row
