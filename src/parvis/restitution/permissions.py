"""Who may give back: answer, commit to something, count on demand."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can as can_in_consultation
from parvis.contributions.models import Contribution

Action = Literal["answer", "commit", "count"]


def can(actor: Participant | AnonymousUser, action: Action, obj: Contribution | ConsultationPage) -> bool:
    """Answering and committing are the organiser's; counting again is for the whole team."""
    consultation = obj.consultation if isinstance(obj, Contribution) else obj
    return can_in_consultation(actor, "see_figures" if action == "count" else "answer", consultation)
