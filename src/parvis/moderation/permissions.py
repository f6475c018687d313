"""Who may decide on what others wrote, and who may appeal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations.permissions import can as can_in_consultation
from parvis.contributions.enums import State, WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import answers_for, hands_of
from parvis.contributions.waiting import WaitingText
from parvis.debate.models import Argument

if TYPE_CHECKING:
    from parvis.moderation.models import Appeal, Decision

Actor = Participant | AnonymousUser
Action = Literal["keep", "hide", "restore", "appeal", "rule", "screen"]


@overload
def can(actor: Actor, action: Literal["keep", "hide", "restore"], obj: Contribution | Argument) -> bool: ...
@overload
def can(actor: Actor, action: Literal["appeal"], obj: Decision) -> bool: ...
@overload
def can(actor: Actor, action: Literal["rule"], obj: Appeal) -> bool: ...
@overload
def can(actor: Actor, action: Literal["screen"], obj: WaitingText) -> bool: ...
def can(actor: Actor, action: Action, obj: Any) -> bool:
    """Every decision belongs to those who moderate the consultation in which the words were written.

    - keep, hide, restore a text: nobody decides on words in which they have a hand, not even a moderator;
    - appeal against a decision: whoever answers for the words that it hides, and nobody else;
    - rule on an appeal: a moderator who neither took the decision nor has a hand in the words;
    - screen what nobody has read yet: publish it or not. Changes of a text that were refused and come again
      are read by another moderator.
    """
    if action == "screen":
        is_judge = actor.pk not in hands_in(obj) and not _refused_before(actor, obj)
        return is_judge and can_in_consultation(actor, "moderate", obj.consultation)
    if action == "appeal":
        return answers_for(actor, obj.target) and obj.target.state == State.HIDDEN
    if action == "rule":
        return obj.decision.moderator_id != actor.pk and _decides_on(actor, obj.decision.target)
    return _decides_on(actor, obj)


def hands_in(text: Contribution | Argument | WaitingText) -> frozenset[int]:
    """Whose words they are: nobody of them is a judge of these words."""
    if isinstance(text, Contribution):
        return hands_of(text)
    theirs: frozenset[int] = frozenset() if text.author_id is None else frozenset({text.author_id})
    if isinstance(text, Argument):
        return theirs
    if text.organisation is not None:
        people = (one.participant_id for one in text.organisation.representatives.all())
        theirs |= {pk for pk in people if pk is not None}
    return theirs if text.revises is None else theirs | hands_of(text.revises)


def _refused_before(actor: Actor, text: WaitingText) -> bool:
    if text.revises is None:
        return False
    refused = text.revises.waiting_revisions.filter(state=WaitingState.REFUSED).order_by("-settled_at")
    return actor.pk is not None and refused.values_list("screening__moderator", flat=True).first() == actor.pk


def _decides_on(actor: Actor, text: Contribution | Argument) -> bool:
    if actor.pk in hands_in(text):
        return False
    contribution = text.contribution if isinstance(text, Argument) else text
    return can_in_consultation(actor, "moderate", contribution.consultation)
