"""Hide what the charter forbids: the text leaves the site, the reason stays."""

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


def hide(
    *, actor: Participant, target: Contribution | Argument, reason: Reason, message: str = ""
) -> Decision:
    """Hide a published text for a reason of the charter; its author is told by mail."""
    with transaction.atomic():
        locked = lock(target)
        if locked.state != State.PUBLISHED:
            raise Refused(_("This text is already withdrawn or hidden: nothing was changed."))
        if reason == Reason.MISTAKE:
            raise Refused(_("Choose the reason why this text is hidden."))
        return decide(
            actor=actor,
            target=locked,
            act=Act.HIDE,
            state=State.HIDDEN,
            reason=reason,
            message=message,
            subject=gettext_noop("Your text was hidden"),
        )


def hide_refused(*, actor: Participant, target: Contribution, reason: Reason, message: str) -> Decision:
    """Say why a text that a moderator refused before it appeared is hidden, in their transaction."""
    return decide(
        actor=actor,
        target=target,
        act=Act.HIDE,
        state=State.HIDDEN,
        reason=reason,
        message=message,
        subject=gettext_noop("Your text was not published"),
        letter="refuse",
    )
