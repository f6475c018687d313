"""Bring back what was hidden by mistake."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions import leaves as contribution_leaves
from parvis.contributions.enums import State, WaitingState
from parvis.contributions.leaves import renew
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.debate import leaves as argument_leaves
from parvis.debate.models import Argument
from parvis.ledger.domain.append import append
from parvis.moderation.domain.decide import decide, lock
from parvis.moderation.domain.settle import settle_restored
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision
from parvis.moderation.queries import waiting_appeal


def restore(
    *,
    actor: Participant,
    target: Contribution | Argument,
    reason: Reason = Reason.MISTAKE,
    message: str = "",
) -> Decision:
    """Publish a hidden text again; never one that its author withdrew.

    An appeal that waited is over: reversed, or taken back when it is by whoever hid the text.
    """
    with transaction.atomic():
        locked = lock(target)
        if locked.state != State.HIDDEN:
            raise Refused(_("This text is not hidden: nothing was changed."))
        appeal = waiting_appeal(locked)
        is_first = _never_appeared(locked)
        decision = decide(
            actor=actor,
            target=locked,
            act=Act.RESTORE,
            state=State.WITHDRAWN if locked.withdrawn_at else State.PUBLISHED,
            reason=reason,
            message=message,
            subject=gettext_noop("Your text is published after all")
            if is_first
            else gettext_noop("Your text is public again"),
            letter="restore_refused" if is_first else "",
        )
        if isinstance(locked, Contribution) and locked.to_read_since is not None:
            locked.to_read_since = None  # whoever restores it has read it
            locked.save(update_fields=["to_read_since"])
        if appeal is not None:
            settle_restored(actor=actor, appeal=appeal, message=message)
        if locked.state == State.PUBLISHED and locked.salt is None and locked.entry is not None:
            _tell_again(locked)
        return decision


def _never_appeared(target: Contribution | Argument) -> bool:
    """Whether it was refused before it appeared, and is published now for the first time."""
    if isinstance(target, Argument):
        return False
    refused = WaitingText.objects.filter(contribution=target, state=WaitingState.REFUSED)
    return refused.exists() and not target.decisions.filter(act=Act.RESTORE).exists()


def _tell_again(target: Contribution | Argument) -> None:
    """Its author left meanwhile, and the salt with them: what is public again is committed to anew."""
    former = renew(target)
    target.save(update_fields=["entry", "salt"])
    told = argument_leaves if isinstance(target, Argument) else contribution_leaves
    append(told.revised(target, former=former, is_anonymised=True))
