"""Leave an organisation, remove somebody from it, hand its lead over, close it."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.ledger.enums import LeafKind
from parvis.organisations.enums import Role, Standing
from parvis.organisations.held import locked, tell
from parvis.organisations.models import Organisation, Representative
from parvis.organisations.permissions import can


def remove(*, actor: Participant, representative: Representative) -> None:
    """End somebody's part, or take an invitation back. What they deposited stays the organisation's.

    Raises `Refused`.
    """
    with transaction.atomic():
        organisation = locked(representative.organisation)
        if not can(actor, "manage", organisation):
            raise Refused(_("Only those who lead this organisation remove somebody from it."))
        if representative.participant_id == actor.pk:
            raise Refused(_("To go yourself, leave the organisation."))
        if representative.is_asked_to_lead:
            raise Refused(_("The team of the site sent this invitation: it alone takes it back."))
        organisation.representatives.filter(pk=representative.pk).delete()


def leave(*, actor: Participant, organisation: Organisation) -> None:
    """Stop acting for it. Whoever alone leads hands the lead over first, or closes it. Raises `Refused`."""
    with transaction.atomic():
        row = locked(organisation)
        if not can(actor, "represent", row):
            raise Refused(_("You do not act for this organisation."))
        others = row.representatives.current().exclude(participant=actor)
        if not others.filter(role=Role.LEAD).exists():
            raise Refused(
                _("Nobody else leads this organisation: hand the lead over to somebody, or close it.")
            )
        row.representatives.filter(participant=actor).delete()


def hand_over(*, actor: Participant, representative: Representative) -> None:
    """Give the lead to somebody who takes part, and take part as they did. Raises `Refused`."""
    with transaction.atomic():
        organisation = locked(representative.organisation)
        if not can(actor, "manage", organisation):
            raise Refused(_("Only those who lead this organisation hand its lead over."))
        here = organisation.representatives.current()
        if representative.participant_id == actor.pk or not here.filter(pk=representative.pk).exists():
            raise Refused(_("Choose somebody who already takes part for this organisation."))
        here.filter(pk=representative.pk).update(role=Role.LEAD)
        here.filter(participant=actor).update(role=Role.MEMBER)


def close(*, actor: Participant, organisation: Organisation) -> None:
    """Take part no longer: nobody signs in its name, what it deposited stays. Raises `Refused`."""
    with transaction.atomic():
        row = locked(organisation)
        if not can(actor, "manage", row):
            raise Refused(_("Only those who lead this organisation close it."))
        _close(row)


def _close(row: Organisation) -> None:
    row.standing = Standing.CLOSED
    tell(row, LeafKind.ORGANISATION_CLOSED, "standing")
    row.representatives.all().delete()


def forget(*, actor: Participant) -> None:
    """Erase what says that somebody acted for organisations. The last who led hands the lead to whoever takes
    part for the longest time, or closes the organisation when nobody is left.
    """
    with transaction.atomic():
        here = Organisation.objects.filter(representatives__participant=actor).order_by("pk")
        for row in here.select_for_update(of=("self",)):
            _hand_on(row, actor)
        Representative.objects.invited().filter(invited_by=actor).delete()
        Representative.objects.filter(invited_by=actor).update(invited_by=None)
        Organisation.objects.filter(declared_by=actor).update(declared_by=None)
        Organisation.objects.filter(decided_by=actor).update(decided_by=None)


def _hand_on(row: Organisation, actor: Participant) -> None:
    """One that was refused stays so: nobody leads it any longer, and nobody closes it."""
    if not row.is_live:
        row.representatives.filter(participant=actor).delete()
        return
    others = row.representatives.current().exclude(participant=actor).order_by("accepted_at", "pk")
    if not others.filter(role=Role.LEAD).exists():
        following = others.first()
        if following is None:
            _close(row)
            return
        others.filter(pk=following.pk).update(role=Role.LEAD)
    row.representatives.filter(participant=actor).delete()
