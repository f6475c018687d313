"""What the log tells of moderation: the text that is decided on, the reason, the delay; never the words."""

from parvis.consultations.pseudonyms import pseudonym
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, space_of
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.moderation.enums import Act
from parvis.moderation.models import Decision

KINDS = {Act.HIDE: LeafKind.MODERATION_HIDE, Act.RESTORE: LeafKind.MODERATION_RESTORE}
HOUR = 3600


def payload(decision: Decision, *, space: str) -> dict[str, Value]:
    """What the log commits to. The message is for the author alone: it is not here."""
    return {
        "id": decision.pk,
        "contribution": decision.contribution_id,
        "argument": decision.argument_id,
        "act": str(decision.act),
        "reason": str(decision.reason),
        "moderator": pseudonym(decision.moderator_id, space),
        "at": int(decision.created_at.timestamp()),
    }


def decided(decision: Decision, target: Contribution | Argument) -> Entry:
    """A decision on `target`; the contribution of an argument is loaded."""
    space = space_of(consultation_of(target))
    waited = decision.created_at - target.created_at
    return Entry(
        kind=KINDS[Act(decision.act)],
        space=space,
        row=decision,
        payload=payload(decision, space=space),
        public={"reason": str(decision.reason), "hours": int(waited.total_seconds()) // HOUR},
        reference=target.entry,
    )


def consultation_of(target: Contribution | Argument) -> int:
    contribution: Contribution = target.contribution if isinstance(target, Argument) else target
    return int(contribution.consultation_id)
