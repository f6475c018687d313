"""Who may prepare devices, and settle what the form refused of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.paper.permissions import can as can_in_paper

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["prepare", "settle"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """As for paper: organisers prepare, those who moderate enter."""
    return can_in_paper(actor, "prepare" if action == "prepare" else "enter", consultation)
