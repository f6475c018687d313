"""Bring back what was hidden by mistake."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.moderation.domain.decide import decide, lock
from parvis.moderation.enums import Act, Reason
from parvis.moderation.models import Decision


def restore(
    *,
    actor: Participant,
    target: Contribution | Argument,
    reason: Reason = Reason.MISTAKE,
    message: str = "",
) -> Decision:
    """Publish a hidden text again; one that its author withdrew meanwhile stays withdrawn."""
    with transaction.atomic():
        locked = lock(target)
        if locked.state != State.HIDDEN:
            raise Refused(_("This text is not hidden: nothing was changed."))
        return decide(
            actor=actor,
            target=locked,
            act=Act.RESTORE,
            state=State.WITHDRAWN if locked.withdrawn_at else State.PUBLISHED,
            reason=reason,
            message=message,
            subject=gettext_noop("Your text is public again"),
        )
