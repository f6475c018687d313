"""Say who sits in a commission, with their agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.commissions.enums import Office
from parvis.commissions.models import Commission, CommissionMember
from parvis.commissions.permissions import can
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions.texts import clean_line

MOST = 200
"""Members of one commission, former ones among them."""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A place. `has_agreed`: the organiser declares that the person agreed to be named."""

    office: Office
    name: str = ""
    since: date | None = None
    has_agreed: bool = False


@transaction.atomic
def add_member(*, actor: Participant, commission: Commission, draft: MemberDraft) -> CommissionMember:
    """Without a name, the place is for whoever accepts its link. Raises `Refused`.

    A name without an agreement is not kept: the person is counted.
    """
    held = _hold(actor, commission)
    if held.members.count() >= MOST:
        raise Refused(_("This commission has as many members as it can: remove some first."))
    name = clean_line(draft.name)
    is_named = bool(name) and draft.has_agreed
    made: CommissionMember = held.members.create(
        name=name if is_named else "",
        office=draft.office,
        since=draft.since,
        is_public=is_named,
        agreed_at=Now() if is_named else None,
        invited_at=None if name else Now(),
    )
    _told(actor, held)
    return made


@transaction.atomic
def end_membership(*, actor: Participant, member: CommissionMember) -> None:
    """From today on they are a former member. Raises `Refused`."""
    held, row = _held(actor, member)
    if row.until is not None:
        raise Refused(_("This place was already ended."))
    today = TruncDate(Now())
    CommissionMember.objects.filter(pk=row.pk, since__gt=today).update(since=None)
    CommissionMember.objects.filter(pk=row.pk).update(until=today)
    _told(actor, held)


@transaction.atomic
def remove_member(*, actor: Participant, member: CommissionMember) -> None:
    """As if they had never been there: a mistake, or somebody who asks for it. Raises `Refused`."""
    held, row = _held(actor, member)
    row.delete()
    _told(actor, held)


def _hold(actor: Participant, commission: Commission) -> Commission:
    held = Commission.objects.select_for_update(of=("self",)).select_related("consultation")
    row = held.get(pk=commission.pk)
    if not can(actor, "manage", row):
        raise Refused(_("Only an organiser of this consultation sets up its commissions."))
    return row


def _held(actor: Participant, member: CommissionMember) -> tuple[Commission, CommissionMember]:
    held = _hold(actor, member.commission)
    row = held.members.filter(pk=member.pk).first()
    if row is None:
        raise Refused(_("This member was removed meanwhile."))
    return held, row


def _told(actor: Participant, held: Commission) -> None:
    note(actor=actor, consultation=held.consultation, act=DeskAct.COMMISSION_MEMBERS, about=held.name)
