"""Leave for good: what says who one is goes, what was said in public stays, signed by nobody."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext

from parvis.accounts.domain.link_identity import release_identities
from parvis.accounts.domain.sessions import end_all_sessions
from parvis.accounts.errors import Refused
from parvis.accounts.models import InactivityNotice, Participant, SignInCode
from parvis.accounts.permissions import can
from parvis.jobs.models import Mail

BACKUPS = timedelta(days=35)
"""How long copies of the site may keep what was erased: the guide of backups asks it of who runs the site."""


def erase(*, actor: Participant) -> None:
    """Empty the account and close it. Its number stays, so that acts already counted stay counted once.

    The identity level stays too: figures split by level do not change because somebody left.
    """
    if not can(actor, "erase", actor):
        raise Refused(gettext("This account is already closed."))
    with transaction.atomic():
        participant = Participant.objects.select_for_update().get(pk=actor.pk)
        end_all_sessions(actor=participant)
        Authenticator.objects.filter(user=participant).delete()
        EmailAddress.objects.filter(user=participant).delete()
        SignInCode.objects.filter(email=participant.email).delete()
        InactivityNotice.objects.filter(participant=participant).delete()
        participant.footprints.all().delete()
        release_identities(participant=participant)
        Mail.objects.filter(recipient=participant.email).delete()
        participant.groups.clear()
        participant.user_permissions.clear()
        _empty(participant)


def _empty(participant: Participant) -> None:
    participant.email = participant.canonical_email = None
    participant.public_name = ""
    participant.is_active = participant.is_staff = participant.is_superuser = False
    participant.last_login = None
    participant.erased_at = Now()
    participant.save()
