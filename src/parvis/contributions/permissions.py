"""Who may do what with a contribution. One predicate for pages, lists, exports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.contributions.enums import State

if TYPE_CHECKING:
    from parvis.contributions.models import Contribution

Action = Literal["see", "read", "revise", "withdraw", "moderate"]
Actor = Participant | AnonymousUser


def can(actor: Actor, action: Action | str, contribution: Contribution) -> bool:
    """Tell whether `actor` may do `action` on `contribution`.

    - see: its page exists for them, if only as the trace of a withdrawn or hidden text;
    - read: its title, text and versions are shown to them;
    - revise, withdraw: it is theirs and still public (the phase is checked by the domain, which says why);
    - moderate: the team of its consultation.
    """
    match action:
        case "see":
            return consultations.can(actor, "see", contribution.consultation)
        case "read":
            return _reads(actor, contribution)
        case "revise" | "withdraw":
            return is_author(actor, contribution) and contribution.state == State.PUBLISHED
        case "moderate":
            return consultations.can(actor, "moderate", contribution.consultation)
    raise ValueError(action)


def _reads(actor: Actor, contribution: Contribution) -> bool:
    if not can(actor, "see", contribution):
        return False
    if contribution.state == State.PUBLISHED or is_author(actor, contribution):
        return True
    return contribution.state == State.HIDDEN and can(actor, "moderate", contribution)


def is_author(actor: Actor, contribution: Contribution) -> bool:
    return actor.is_authenticated and contribution.author_id == actor.pk
