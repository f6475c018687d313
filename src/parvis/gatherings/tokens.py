"""The link of a registration: signed, and all that its holder has to prove that it is theirs.

It says which registration, and nothing of anybody; it is in the mail of whoever registered.
"""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse

from parvis.accounts.secret_links import SignedNumber
from parvis.gatherings.models import Registration

SIGNED = SignedNumber("parvis.gatherings.registration")


def write_token(registration: Registration) -> str:
    return SIGNED.write(registration.pk)


def registration_of(token: str) -> Registration:
    """The registration of a link, with its event; `Http404` for one that this site did not write."""
    rows = Registration.objects.select_related("event__consultation", "participant")
    return get_object_or_404(rows, pk=SIGNED.read(token))


def path_of(registration: Registration) -> str:
    return reverse("gatherings:registration", args=[write_token(registration)])


def address_of(registration: Registration) -> str:
    return settings.PARVIS_ADDRESS + path_of(registration)


def door_address_of(registration: Registration) -> str:
    """What the drawn code leads to: a page of the team, for whoever keeps the door."""
    return settings.PARVIS_ADDRESS + reverse("gatherings:check_in", args=[registration.code])
