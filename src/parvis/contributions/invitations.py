"""Links by which one accepts to sign a text with its author."""

from __future__ import annotations

from django.core.signing import Signer

from parvis.accounts.invitations import read_link, write_link
from parvis.contributions.coauthors import CoAuthor

SIGNER = Signer(salt="parvis.contributions.coauthors")


def write_token(invitation: CoAuthor) -> str:
    return write_link(SIGNER, invitation)


def read_token(token: str) -> CoAuthor | None:
    """The invitation that still waits behind a link; None for any other link."""
    found: CoAuthor | None = read_link(SIGNER, token, CoAuthor.objects.invited())
    return found
