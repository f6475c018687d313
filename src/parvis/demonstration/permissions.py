"""Who may take somebody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.conf import settings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant


def can(actor: Participant | AnonymousUser, action: Literal["take_place"]) -> bool:
    """In the demonstration, anybody takes the place of its invented people; anywhere else, nobody."""
    return action == "take_place" and bool(settings.PARVIS_DEMO)
