"""What ends an appeal: a ruling, or the text that is restored without one."""

from parvis.accounts.models import Participant
from parvis.ledger.domain.append import append
from parvis.moderation import leaves
from parvis.moderation.enums import AppealOutcome
from parvis.moderation.models import Appeal, Ruling


def settle(*, actor: Participant, appeal: Appeal, outcome: AppealOutcome, message: str) -> Ruling:
    """Keep what was decided, in the transaction of the act; the database refuses the first moderator."""
    ruling = Ruling.objects.create(appeal=appeal, outcome=outcome, message=message.strip(), reviewer=actor)
    append(leaves.ruled(ruling))
    return ruling


def settle_restored(*, actor: Participant, appeal: Appeal, message: str) -> Ruling:
    """The text is public again: whoever hid it took the decision back, or somebody else reversed it."""
    is_first = appeal.decision.moderator_id == actor.pk
    outcome = AppealOutcome.TAKEN_BACK if is_first else AppealOutcome.REVERSED
    return settle(actor=actor, appeal=appeal, outcome=outcome, message=message)
