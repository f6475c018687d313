"""Who reads the mail that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.conf import settings

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


def can(actor: AbstractBaseUser | AnonymousUser, action: Literal["read_mail"]) -> bool:
    """In the demonstration, anybody; anywhere else, other people's mail is nobody's business."""
    return action == "read_mail" and bool(settings.PARVIS_DEMO)
