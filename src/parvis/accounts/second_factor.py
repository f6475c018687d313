"""The second factor of members of teams: who needs one, who has shown it."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_needed(participant: Participant) -> bool:
    """Whoever may enter the desk, except in the demonstration, where one click enters as anybody."""
    if settings.PARVIS_DEMO:
        return False
    return participant.is_staff or can(participant, "administer") or can(participant, "enter_desk")


def has_one(participant: Participant) -> bool:
    return bool(Authenticator.objects.filter(user=participant, type__in=STRONG).exists())


def was_shown(request: HttpRequest, participant: Participant) -> bool:
    """Say whether this session has passed a second factor of this participant."""
    records = get_authentication_records(request, participant)
    return any(record.get("method") == "mfa" for record in records)


def detour(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where somebody who still owes a second factor sets it up or shows it; None for anybody else."""
    participant = request.user
    if not isinstance(participant, Participant) or not is_needed(participant):
        return None
    if was_shown(request, participant):
        return None
    name = "mfa_reauthenticate" if has_one(participant) else "accounts:second_factor"
    return lead(name, request.get_full_path())


def lead(name: str, path: str) -> HttpResponseRedirect:
    """To the page `name`, which comes back to `path`."""
    query = f"?{urlencode({'next': path})}" if path else ""
    return HttpResponseRedirect(reverse(name) + query)
