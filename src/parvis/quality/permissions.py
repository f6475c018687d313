"""Who asks for the qualities to be measured again, and who says how many people are concerned."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can as can_consult

Action = Literal["see_desk", "measure", "name_target"]


def can(actor: Participant | AnonymousUser, action: Action, consultation: ConsultationPage) -> bool:
    """The team reads and measures; organisers name the population. Everybody reads what came out."""
    return can_consult(actor, "edit" if action == "name_target" else "see_desk", consultation)
