"""Ask somebody into the team of a consultation by e-mail, ask again, take it back; accept."""

from __future__ import annotations

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
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.domain.appoint import appoint
from parvis.consultations.enums import DeskAct, Role
from parvis.consultations.invitations import TeamInvitation
from parvis.consultations.journal import DAY, note
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import can
from parvis.consultations.roles import duties_of
from parvis.consultations.team_invitations import good, write_token
from parvis.jobs import mail
from parvis.jobs.forgetting import INVITATIONS, TEAM_INVITATIONS, record

MOST = 100
"""Invitations of one consultation that wait at a time."""


@transaction.atomic
def invite_to_team(
    *, actor: Participant, consultation: ConsultationPage, email: str, role: Role
) -> TeamInvitation:
    """Send the link by which whoever has this address may join; no account is made, and none looked for.

    The same answer whatever there is at that address. Raises `Refused`.
    """
    held = _held(actor, consultation.pk)
    email = Participant.objects.normalize_email(email)
    waiting = held.team_invitations.exclude(email="")
    if waiting.filter(email=email, role=role).exists():
        raise Refused(_("This address is already invited to that role: send the invitation again instead."))
    if waiting.count() >= MOST:
        raise Refused(_("Too many invitations wait for an answer: take some back first."))
    _spend(held, email, role)
    made: TeamInvitation = held.team_invitations.create(email=email, role=role, invited_by=actor)
    note(actor=actor, consultation=held, act=DeskAct.INVITED, role=role)
    _write(made)
    return made


@transaction.atomic
def invite_again(*, actor: Participant, invitation: TeamInvitation) -> None:
    """Send the same link once more, good for as long again, in the name of whoever does. Raises `Refused`."""
    consultation = _held(actor, invitation.consultation_id)
    row = TeamInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not row.waits:
        raise Refused(_("This invitation was accepted or taken back: invite this person anew."))
    _spend(consultation, row.email, Role(row.role))
    row.sent_at, row.invited_by, row.consultation = Now(), actor, consultation
    row.save(update_fields=["sent_at", "invited_by"])
    note(actor=actor, consultation=consultation, act=DeskAct.INVITED_AGAIN, role=Role(row.role))
    _write(row)


@transaction.atomic
def revoke_invitation(*, actor: Participant, invitation: TeamInvitation) -> None:
    """The link is worth nothing from now on, and the address is forgotten. Raises `Refused`."""
    consultation = _held(actor, invitation.consultation_id)
    row = TeamInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not row.waits:
        raise Refused(_("This invitation was already accepted or taken back: nothing was changed."))
    TeamInvitation.objects.filter(pk=row.pk).update(email="", revoked_at=Now())
    note(actor=actor, consultation=consultation, act=DeskAct.INVITATION_REVOKED, role=Role(row.role))


@transaction.atomic
def join_team(*, actor: Participant, invitation: TeamInvitation) -> TeamMember:
    """Take the place that is offered, once, with the address that it was sent to. Raises `Refused`."""
    consultation = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=invitation.consultation_id)
    row = good().select_for_update(of=("self",)).select_related("invited_by").filter(pk=invitation.pk).first()
    if row is None:
        raise Refused(_("This invitation is no longer good: ask for another one."))
    if not is_for(actor, row):
        raise Refused(_("This invitation was sent to another address than that of your account."))
    if not can_in_installation(actor, "act"):
        raise Refused(_("Confirm your e-mail address first."))
    if not can(row.invited_by, "edit", consultation):
        raise Refused(_("Whoever invited you left the team: ask its organisers for another invitation."))
    TeamInvitation.objects.filter(pk=row.pk).update(email="", accepted_at=Now())
    note(actor=actor, consultation=consultation, act=DeskAct.JOINED, role=Role(row.role))
    return appoint(actor=None, consultation=consultation, person=actor, role=Role(row.role))


def is_for(actor: Participant, invitation: TeamInvitation) -> bool:
    """Whether somebody signed in with the address that the invitation went to, however it is typed."""
    return bool(actor.canonical_email) and actor.canonical_email == canonical(invitation.email)


def address_of(invitation: TeamInvitation) -> str:
    return f"{settings.PARVIS_ADDRESS}{reverse('teams:join', args=[write_token(invitation)])}"


@transaction.atomic
def forget_team_invitations() -> int:
    """Those that were sent a month ago, whatever became of them; returns how many there were."""
    rows, _tables = TeamInvitation.objects.filter(sent_at__lt=Now() - INVITATIONS).delete()
    record("team-invitations", rows)
    return int(rows)


def forget_invitations_to(*, email: str) -> None:
    """Whoever leaves for good takes their address out of the invitations that wait, in their transaction.

    However it is typed in each; those of one month are few.
    """
    waiting = TeamInvitation.objects.exclude(email="").values_list("pk", "email")
    theirs = [pk for pk, written in waiting if email and canonical(written) == canonical(email)]
    TeamInvitation.objects.filter(pk__in=theirs).update(email="", revoked_at=Now())


def _held(actor: Participant, pk: int) -> ConsultationPage:
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=pk)
    if not can(actor, "edit", held):
        raise Refused(_("Only an organiser of this consultation may change its team."))
    return held


def _spend(consultation: ConsultationPage, email: str, role: Role) -> None:
    """One mail a day to one address for one role: an invitation is no way to write to somebody at will."""
    if not spend_once(f"team {consultation.pk} {role} {canonical(email)}", within=DAY):
        raise Refused(_("An invitation went to this address less than a day ago: wait until tomorrow."))


def _write(invitation: TeamInvitation) -> None:
    """In the language of the account that has this address, if there is one, else in that of the moment."""
    known = Participant.objects.filter(canonical_email=canonical(invitation.email), is_active=True).first()
    with override(known.language if known else get_language()):
        context = {
            "invitation": invitation,
            "consultation": invitation.consultation,
            "by": invitation.invited_by.public_name or invitation.consultation.organiser,
            "duties": duties_of(Role(invitation.role)),
            "days": TEAM_INVITATIONS.days,
            "address": address_of(invitation),
        }
        mail.send(
            to=invitation.email,
            subject=_("An invitation into the team of a consultation"),
            text=render_to_string("consultations/mail/team_invitation.txt", context),
        )
