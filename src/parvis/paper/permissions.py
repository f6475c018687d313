"""Who may print forms, and enter what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["prepare", "enter"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Organisers prepare batches; those who moderate enter sheets, since they read what is published."""
    return can_consult(actor, "edit" if action == "prepare" else "moderate", consultation)
