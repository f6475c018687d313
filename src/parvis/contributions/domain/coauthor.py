"""Sign a text together: invite, accept, end."""

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from parvis.accounts.domain.name import give_pseudonym
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.queries import database_now
from parvis.contributions import coauthor_leaves, leaves
from parvis.contributions.coauthors import MOST, CoAuthor
from parvis.contributions.domain.revise import lacking
from parvis.contributions.invitations import write_token
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can, is_author
from parvis.jobs import mail
from parvis.jobs.forgetting import INVITATIONS, record
from parvis.ledger.domain.append import append, append_all, space_of


def invite(*, actor: Participant, contribution: Contribution, email: str = "") -> CoAuthor:
    """Make an invitation, good once and for a month: sent to an address or, without one, a link to hand on.

    Raises `Refused`.
    """
    email = Participant.objects.normalize_email(email)
    with transaction.atomic():
        row = _held(contribution.pk)
        if not can(actor, "share", row):
            raise Refused(_("Only the author of a published text invites co-authors."))
        if email and email == actor.email:
            raise Refused(_("This is your own address: you already sign this text."))
        if email and row.coauthors.filter(email=email).exists():
            raise Refused(_("This address is already invited. Take the invitation back to send another."))
        taken = set(row.coauthors.values_list("place", flat=True))
        free = next((place for place in range(1, MOST + 1) if place not in taken), None)
        if free is None:
            raise Refused(_("A text has ten co-authors at most, those who are invited included."))
        invitation: CoAuthor = row.coauthors.create(email=email, place=free)
        if email:
            _write(actor, row, invitation)
        return invitation


def _write(actor: Participant, contribution: Contribution, invitation: CoAuthor) -> None:
    known = Participant.objects.filter(email=invitation.email).first()
    with override(known.language if known else get_language()):
        context = {"contribution": contribution, "author": actor, "address": address_of(invitation)}
        mail.send(
            to=invitation.email,
            subject=_("Signing a text with its author"),
            text=render_to_string("contributions/mail/coauthor.txt", context),
        )


def address_of(invitation: CoAuthor) -> str:
    """The link of an invitation; whoever holds it may accept it, once."""
    path = reverse("contributions:join_coauthors", args=[write_token(invitation)])
    return f"{settings.PARVIS_ADDRESS}{path}"


def accept(*, actor: Participant, invitation: CoAuthor) -> CoAuthor:
    """Sign the text with its author, under one's public name. Raises `Refused`."""
    if not can_in_installation(actor, "act"):
        raise Refused(_("Confirm your e-mail address first."))
    with transaction.atomic():
        contribution = _held(invitation.contribution_id)
        row: CoAuthor | None = CoAuthor.objects.invited().filter(pk=invitation.pk).first()
        if row is None or not can(actor, "cosign", contribution):
            raise Refused(_("This invitation is no longer good: ask for another one."))
        if is_author(actor, contribution) or contribution.coauthors.filter(participant=actor).exists():
            raise Refused(_("You already sign this text."))
        if reason := lacking(actor, contribution):
            raise Refused(reason)
        if not actor.public_name:
            give_pseudonym(actor=actor)
        row.participant, row.email, row.accepted_at = actor, "", database_now()
        row.save(update_fields=["participant", "email", "accepted_at"])
        row.contribution = contribution
        append(coauthor_leaves.accepted(row))
        return row


def end(*, actor: Participant, coauthor: CoAuthor) -> None:
    """Name one no longer, or take an invitation back: author or co-author. Raises `Refused`."""
    with transaction.atomic():
        contribution = _held(coauthor.contribution_id)
        row: CoAuthor | None = CoAuthor.objects.filter(pk=coauthor.pk).first()
        if row is None:
            raise Refused(_("This person no longer signs the text."))
        if not is_author(actor, contribution) and row.participant_id != actor.pk:
            raise Refused(_("Only the author of a text and the co-author themselves end it."))
        row.contribution = contribution
        if row.participant_id is not None:
            append(coauthor_leaves.withdrawn(row))
        row.delete()


def forget(*, actor: Participant) -> None:
    """Erase that somebody signed texts with others, and whom they invited and who did not answer."""
    with transaction.atomic():
        rows = CoAuthor.objects.filter(participant=actor).select_related("contribution")
        found = list(rows.select_for_update(of=("self",)).defer("contribution__search").order_by("pk"))
        append_all(
            leaves.erased(row.entry, space=space_of(row.contribution.consultation_id))
            for row in found
            if row.entry is not None
        )
        rows.delete()
        CoAuthor.objects.invited().filter(contribution__author=actor).delete()


@transaction.atomic
def forget_invitations() -> int:
    """Those that nobody accepted in time; returns how many there were."""
    rows, _tables = CoAuthor.objects.invited().filter(invited_at__lt=Now() - INVITATIONS).delete()
    record("coauthor-invitations", rows)
    return int(rows)


def _held(pk: int) -> Contribution:
    """The text as it is now, held until the end: its co-authors come and go in turn."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("consultation", "kind")
    return rows.defer("search").get(pk=pk)
