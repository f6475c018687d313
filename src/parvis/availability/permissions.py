"""Who may say what happened to the site, and announce that it will be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.pages.permissions import can as can_in_site

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant


def can(actor: Participant | AnonymousUser, action: Literal["tell_state"]) -> bool:
    """`tell_state`: those who may edit the site. Everybody reads what they say."""
    return can_in_site(actor, "edit_site")
