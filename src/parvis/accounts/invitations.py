"""Links by which somebody accepts an invitation: signed, good for a month, and once.

What makes a link good once is its row: accepted, taken back or too old, it no longer waits.
"""

from __future__ import annotations

from typing import TypeVar

from django.core.signing import BadSignature, Signer
from django.db.models import Model, QuerySet
from django.db.models.functions import Now

from parvis.jobs.forgetting import INVITATIONS

Row = TypeVar("Row", bound=Model)


def write_link(signer: Signer, invitation: Model) -> str:
    return signer.sign(str(invitation.pk))


def read_link(signer: Signer, token: str, waiting: QuerySet[Row]) -> Row | None:
    """Of the invitations that wait for an answer, each with `invited_at`, the one behind a link; or None."""
    try:
        pk = int(signer.unsign(token))
    except BadSignature:
        return None
    return waiting.filter(invited_at__gte=Now() - INVITATIONS, pk=pk).first()
