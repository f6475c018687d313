"""Who may follow what, and read whose thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.following.enums import Sort

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant
    from parvis.following.queries import Subject

Action = Literal["see", "follow"]


def can(actor: Participant | AnonymousUser, action: Action, subject: Subject) -> bool:
    """Decide on something that may be followed.

    - see: it is public, or a consultation or theme that the actor sees although it is not;
    - follow: they see it, their account is open, and it is not their own thread.
    """
    if action == "see":
        return subject.is_seen
    is_own = subject.sort == Sort.AUTHOR and subject.pk == actor.pk
    return subject.is_seen and actor.is_authenticated and actor.is_active and not is_own
