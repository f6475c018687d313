"""Who prepares and leads a room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["lead", "keep"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Organisers and animators prepare rooms and lead them; answering asks for a code, not for an account.

    They make contributions of questions of the room (`keep`), and so do moderators.
    """
    leads = can_consult(actor, "animate", consultation)
    return leads or (action == "keep" and can_consult(actor, "moderate", consultation))
