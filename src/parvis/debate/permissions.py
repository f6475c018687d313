"""Who may argue, reply, support and withdraw, and why not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.permissions import can as can_in_consultation
from parvis.consultations.queries import open_action
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader, is_author, is_public

if TYPE_CHECKING:
    from parvis.debate.models import Argument

Actor = Participant | AnonymousUser


class Act(StrEnum):
    """What somebody does in a debate."""

    ARGUE = "argue"
    REPLY = "reply"
    SUPPORT = "support"


CLOSED = _("The debate on this contribution is not open at the moment. What was written stays readable.")
GONE = _("This contribution is no longer public: its debate is closed.")
TEAM = _("You are part of the team of this consultation: you may reply, but neither argue nor support.")
CLOSED_ACCOUNT = _("This account is closed: it can no longer take part.")
LEVELS: dict[int, Promise] = {
    IdentityLevel.EMAIL: _(
        "To take part, confirm your e-mail address: sign in with the code that we send you."
    ),
    IdentityLevel.INVITED: _("This debate is reserved for people invited by the organiser."),
    IdentityLevel.STATE: _("This debate is reserved for people whose identity was checked by the State."),
}


def opened(contribution: Contribution) -> PhaseAction | None:
    """The action by which the debate on `contribution` is open now, by the database's clock."""
    return open_action(consultation=contribution.consultation, verb=Verb.ARGUE, kind=contribution.kind)


def closed(contribution: Contribution, action: PhaseAction | None) -> Promise | str:
    """Why nobody may take part; empty while the debate is open."""
    if contribution.state != State.PUBLISHED:
        return GONE
    return "" if action is not None else CLOSED


def refusal(actor: Participant, act: Act, action: PhaseAction, *, on_team: bool) -> Promise | str:
    """Why `actor` may not take part in a debate that is open; empty when they may."""
    if not actor.is_active:
        return CLOSED_ACCOUNT
    if on_team:
        return "" if act == Act.REPLY else TEAM
    if actor.identity_level < action.minimum_level:
        return LEVELS[action.minimum_level]
    return ""


def check(actor: Participant, act: Act, contribution: Contribution) -> PhaseAction:
    """The action that lets `actor` do it now, on rows read afresh. Raises Refused with the reason."""
    rows = Contribution.objects.select_related("consultation", "kind").defer("search", "text")
    current = rows.get(pk=contribution.pk)
    person = Participant.objects.get(pk=actor.pk)
    action = opened(current)
    if action is None or current.state != State.PUBLISHED:
        raise Refused(closed(current, action))
    if reason := refusal(
        person, act, action, on_team=can_in_consultation(person, "see_desk", current.consultation)
    ):
        raise Refused(reason)
    return action


def can(actor: Actor, action: str, obj: Contribution | Argument) -> bool:
    """Whether `actor` may "argue" on a contribution, or "read" an argument and, now, "reply" to it,
    "support" or "withdraw" it.
    """
    if action == "read" and not isinstance(obj, Contribution):
        return _reads(actor, obj)
    if not isinstance(actor, Participant):
        return False
    if isinstance(obj, Contribution):
        return action == Act.ARGUE and _may(actor, Act.ARGUE, obj)
    return _can_with(obj, actor, action)


def _can_with(obj: Argument, actor: Participant, action: str) -> bool:
    if action == "withdraw":
        return is_author(actor, obj) and is_public(obj)
    if not is_public(obj) or (action == Act.SUPPORT and is_author(actor, obj)):
        return False
    if action == Act.REPLY and obj.parent_id is not None:
        return False
    return action in {Act.REPLY, Act.SUPPORT} and _may(actor, Act(action), obj.contribution)


def _reads(actor: Actor, argument: Argument) -> bool:
    """Words are read with those to which they are said."""
    reader = Reader(actor, argument.contribution.consultation)
    return reader.may_read(argument.contribution) and reader.may_read(argument)


def _may(actor: Participant, act: Act, contribution: Contribution) -> bool:
    try:
        check(actor, act, contribution)
    except Refused:
        return False
    return True
