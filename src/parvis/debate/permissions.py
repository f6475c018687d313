"""Who may argue, comment, reply, mark and withdraw, and why not."""

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
from parvis.consultations.levels import level_in
from parvis.consultations.models import PhaseAction
from parvis.consultations.permissions import can as can_in_consultation
from parvis.consultations.queries import open_action
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader, is_author, is_public
from parvis.debate.enums import DEEPEST, TextKind

if TYPE_CHECKING:
    from parvis.debate.models import Argument

Actor = Participant | AnonymousUser


class Act(StrEnum):
    """What somebody does in a debate."""

    ARGUE = "argue"
    COMMENT = "comment"
    REPLY = "reply"
    SUPPORT = "support"
    MARK = "mark"


VERBS: dict[str, Verb] = {TextKind.ARGUMENT: Verb.ARGUE, TextKind.COMMENT: Verb.COMMENT}
WITHOUT_SIDE = frozenset({Act.COMMENT, Act.REPLY})
"""What a team may do in its own consultation."""
CLOSED_COMMENTS = _("Comments are not open at the moment. What was written stays readable.")
CLOSED = _("The debate on this contribution is not open at the moment. What was written stays readable.")
GONE = _("This contribution is no longer public: its debate is closed.")
MERGED = _("This text was brought together with others: write on the page of the text that stands for them.")
TEAM = _(
    "You are part of the team of this consultation: you may comment and reply, but neither argue nor support."
)
CLOSED_ACCOUNT = _("This account is closed: it can no longer take part.")
LEVELS: dict[int, Promise] = {
    IdentityLevel.EMAIL: _(
        "To take part, confirm your e-mail address: sign in with the code that we send you."
    ),
    IdentityLevel.INVITED: _("This debate is reserved for people invited by the organiser."),
    IdentityLevel.STATE: _("This debate is reserved for people whose identity was checked by the State."),
}


def opened(contribution: Contribution, kind: str = TextKind.ARGUMENT) -> PhaseAction | None:
    """The action by which one may argue or comment on `contribution` now, by the database's clock."""
    return open_action(consultation=contribution.consultation, verb=VERBS[kind], kind=contribution.kind)


def closed(
    contribution: Contribution, action: PhaseAction | None, kind: str = TextKind.ARGUMENT
) -> Promise | str:
    """Why nobody may take part; empty while the debate is open."""
    if contribution.state != State.PUBLISHED:
        return GONE
    if action is not None:
        return ""
    return CLOSED if kind == TextKind.ARGUMENT else CLOSED_COMMENTS


def refusal(actor: Participant, act: Act, action: PhaseAction, *, on_team: bool) -> Promise | str:
    """Why `actor` may not take part in a debate that is open; empty when they may."""
    if not actor.is_active:
        return CLOSED_ACCOUNT
    if on_team:
        return "" if act in WITHOUT_SIDE else TEAM
    level = actor.identity_level
    if level < action.minimum_level and level_in(actor, action.phase.consultation_id) < action.minimum_level:
        return LEVELS[action.minimum_level]
    return ""


def check(
    actor: Participant, act: Act, contribution: Contribution, kind: str = TextKind.ARGUMENT
) -> PhaseAction:
    """The action that lets `actor` do it now, on rows read afresh. Raises Refused with the reason."""
    rows = Contribution.objects.select_related("consultation", "kind").defer("search", "text")
    current = rows.get(pk=contribution.pk)
    person = Participant.objects.get(pk=actor.pk)
    action = opened(current, kind)
    if action is None or current.state != State.PUBLISHED:
        raise Refused(closed(current, action, kind))
    if act in {Act.ARGUE, Act.COMMENT} and current.merged_into_id is not None:
        raise Refused(MERGED)
    if reason := refusal(
        person, act, action, on_team=can_in_consultation(person, "see_desk", current.consultation)
    ):
        raise Refused(reason)
    return action


def can(actor: Actor, action: str, obj: Contribution | Argument) -> bool:
    """Whether `actor` may "argue" or "comment" on a contribution, or "read" an argument and, now, "reply" to
    it, "support", "mark" or "withdraw" it.
    """
    if action == "read" and not isinstance(obj, Contribution):
        return _reads(actor, obj)
    if not isinstance(actor, Participant):
        return False
    if isinstance(obj, Contribution):
        kind = TextKind.COMMENT if action == Act.COMMENT else TextKind.ARGUMENT
        return action in {Act.ARGUE, Act.COMMENT} and _may(actor, Act(action), obj, kind)
    return _can_with(obj, actor, action)


def _can_with(obj: Argument, actor: Participant, action: str) -> bool:
    if action == "withdraw":
        return is_author(actor, obj) and obj.state != State.WITHDRAWN
    if action not in {Act.REPLY, Act.SUPPORT, Act.MARK} or not is_heard(obj):
        return False
    if action == Act.REPLY:
        return takes_replies(obj) and _may(actor, Act.REPLY, obj.contribution, obj.kind)
    takes = action == Act.SUPPORT or takes_marks(obj)
    return takes and not is_author(actor, obj) and _may(actor, Act(action), obj.contribution, obj.kind)


def takes_replies(argument: Argument) -> bool:
    return argument.depth < DEEPEST[TextKind(argument.kind)]


def takes_marks(argument: Argument) -> bool:
    """What a reason did to its reader: a comment, or a reply, gives none."""
    return bool(argument.side)


def is_heard(argument: Argument) -> bool:
    """Whether it is public, and all those to which it replies."""
    above = argument.parent
    return is_public(argument) and (above is None or is_heard(above))


def _reads(actor: Actor, argument: Argument) -> bool:
    """Words are read with those to which they are said."""
    reader = Reader(actor, argument.contribution.consultation)
    return reader.may_read(argument.contribution) and reader.may_read(argument)


def _may(actor: Participant, act: Act, contribution: Contribution, kind: str) -> bool:
    try:
        check(actor, act, contribution, kind)
    except Refused:
        return False
    return True
