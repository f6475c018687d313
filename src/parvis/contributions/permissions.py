"""Who may do what with a contribution. One predicate for pages, lists, exports and tests."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.contributions.enums import State

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
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
            return Reader(actor, contribution.consultation).may_read(contribution)
        case "revise" | "withdraw":
            return is_author(actor, contribution) and is_public(contribution)
        case "moderate":
            return consultations.can(actor, "moderate", contribution.consultation)
    raise ValueError(action)


class Written(Protocol):
    """What somebody wrote, and may withdraw or see hidden: a contribution, an argument."""

    @property
    def author_id(self) -> int | None: ...

    @property
    def state(self) -> str: ...


class Reader:
    """The policy "read" for any number of texts of one consultation: the actor's place is asked once."""

    def __init__(self, actor: Actor, consultation: ConsultationPage) -> None:
        self.actor = actor
        self.consultation = consultation

    def may_read(self, written: Written) -> bool:
        if not self._sees:
            return False
        if is_public(written) or is_author(self.actor, written):
            return True
        return written.state == State.HIDDEN and self._reads_hidden

    @cached_property
    def _sees(self) -> bool:
        return consultations.can(self.actor, "see", self.consultation)

    @cached_property
    def _reads_hidden(self) -> bool:
        return consultations.can(self.actor, "read_hidden", self.consultation)


def is_public(written: Written) -> bool:
    return written.state == State.PUBLISHED


def is_author(actor: Actor, written: Written) -> bool:
    return actor.is_authenticated and written.author_id == actor.pk
