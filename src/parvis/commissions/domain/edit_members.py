"""Say who sits in a commission, with their agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext as _

from parvis.accounts.canonical import canonical
from parvis.accounts.errors import Refused
from parvis.accounts.limits import spend_once
from parvis.accounts.models import Participant
from parvis.commissions.enums import Office
from parvis.commissions.letters import write_invitation
from parvis.commissions.models import Commission, CommissionMember
from parvis.commissions.permissions import can
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import DAY, note
from parvis.contributions.texts import clean_line

MOST = 200
"""Members of one commission, former ones among them."""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A place. `has_agreed`: the organiser declares that the person agreed to be named.

    `email`: where the link of a place without a name goes; it is not kept.
    """

    office: Office
    name: str = ""
    email: str = ""
    since: date | None = None
    has_agreed: bool = False


@transaction.atomic
def add_member(*, actor: Participant, commission: Commission, draft: MemberDraft) -> CommissionMember:
    """Without a name, the place is for whoever accepts its link, sent or handed on. Raises `Refused`.

    A name without an agreement is not kept: the person is counted.
    """
    held = _hold(actor, commission)
    if held.members.count() >= MOST:
        raise Refused(_("This commission has as many members as it can: remove some first."))
    name = clean_line(draft.name)
    if name and draft.email:
        raise Refused(_("Whoever is invited by e-mail says their own name: leave the name empty."))
    is_named = bool(name) and draft.has_agreed
    made: CommissionMember = held.members.create(
        name=name if is_named else "",
        office=draft.office,
        since=draft.since,
        is_public=is_named,
        agreed_at=Now() if is_named else None,
        invited_at=None if name else Now(),
    )
    if draft.email:
        _send(actor, held, made, draft.email)
    _told(actor, held)
    return made


@transaction.atomic
def invite_member(*, actor: Participant, member: CommissionMember, email: str) -> None:
    """Send the link of a place that nobody accepted, good for as long again. Raises `Refused`."""
    held, row = _held(actor, member)
    if not row.waits or row.until is not None:
        raise Refused(_("This place is no longer offered: add a member instead."))
    CommissionMember.objects.filter(pk=row.pk).update(invited_at=Now())
    _send(actor, held, row, email)
    _told(actor, held)


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


def _send(actor: Participant, held: Commission, row: CommissionMember, email: str) -> None:
    """One mail a day to one address for one commission: it is no way to write to somebody at will."""
    if held.closed_at is not None:
        raise Refused(_("This commission is closed: nobody is invited to sit in it any more."))
    if not spend_once(f"commission {held.pk} {canonical(email)}", within=DAY):
        raise Refused(_("An invitation went to this address less than a day ago: wait until tomorrow."))
    row.commission = held
    write_invitation(row, email=email, by=actor.public_name)


def _told(actor: Participant, held: Commission) -> None:
    note(actor=actor, consultation=held.consultation, act=DeskAct.COMMISSION_MEMBERS, about=held.name)
