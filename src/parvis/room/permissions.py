"""Who prepares and leads a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["lead"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Organisers and animators prepare rooms and lead them; answering asks for a code, not for an account."""
    return action == "lead" and can_consult(actor, "animate", consultation)
