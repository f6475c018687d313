"""Who asks people who they are, who says it, and who reads what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult
from parvis.panel.taking_part import took_part

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant
    from parvis.consultations.models import ConsultationPage

Action = Literal["ask", "see_desk", "tell"]


def can(actor: Participant | AnonymousUser, action: Action, consultation: ConsultationPage) -> bool:
    """Organisers ask, and say what to compare with; the team reads the figures, which everybody reads too.

    `tell`: whoever took part, and is not of the team, says who they are. No one reads what one person said.
    """
    if action == "ask":
        return can_consult(actor, "edit", consultation)
    if action == "see_desk":
        return can_consult(actor, "see_desk", consultation)
    if not actor.is_authenticated or not actor.is_active or not can_consult(actor, "see", consultation):
        return False
    return not can_consult(actor, "see_desk", consultation) and took_part(actor, consultation)
