"""Promising to decide on appeals within some working days."""

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.debate.domain.promise import promise_days
from parvis.moderation.models import AppealPromise


def promise_appeals(*, actor: Participant, consultation: ConsultationPage, days: int) -> AppealPromise:
    """Hold from now on; the same number again changes nothing. Appeals already sent keep theirs."""
    return promise_days(AppealPromise, actor=actor, consultation=consultation, days=days)
