"""Who may do what to an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.accounts.enums import IdentityLevel

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant

ENTER_DESK = "wagtailadmin.access_admin"
OWN_ACCOUNT = frozenset({"see", "edit", "erase", "end_sessions"})


def can(actor: Participant | AnonymousUser, action: str, obj: Participant | None = None) -> bool:
    """Decide what bears on people and on the whole installation.

    - act: take part, address confirmed and account open;
    - enter_desk: work for a consultation or for the site, once the second factor is shown;
    - administer: see and change everything;
    - see, edit, erase, end_sessions: one's own account, and no other.
    """
    if not actor.is_authenticated or not actor.is_active or actor.erased_at:
        return False
    if action == "act":
        return actor.identity_level >= IdentityLevel.EMAIL
    if action == "enter_desk":
        return actor.has_perm(ENTER_DESK)
    if action == "administer":
        return actor.is_superuser
    return action in OWN_ACCOUNT and obj is not None and actor.pk == obj.pk
