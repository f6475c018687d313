"""Links by which one accepts to act for an organisation."""

from __future__ import annotations

from django.core.signing import Signer

from parvis.accounts.invitations import read_link, write_link
from parvis.organisations.models import Representative

SIGNER = Signer(salt="parvis.organisations.join")


def write_token(invitation: Representative) -> str:
    return write_link(SIGNER, invitation)


def read_token(token: str) -> Representative | None:
    """The invitation that still waits behind a link; None for any other link."""
    waiting = Representative.objects.invited().select_related("organisation")
    found: Representative | None = read_link(SIGNER, token, waiting)
    return found if found is not None and found.organisation.is_live else None
