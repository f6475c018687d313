"""Who may do what to an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.accounts.enums import IdentityLevel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant

OWN_ACCOUNT = frozenset({"see", "edit", "erase", "end_sessions"})


def can(actor: Participant | AnonymousUser, action: str, obj: Participant | None = None) -> bool:
    """Decide `act` (take part: address confirmed, account open), and what one does to one's own account."""
    if not actor.is_authenticated or not actor.is_active or actor.erased_at:
        return False
    if action == "act":
        return actor.identity_level >= IdentityLevel.EMAIL
    return action in OWN_ACCOUNT and obj is not None and actor.pk == obj.pk
