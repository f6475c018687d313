"""Who draws, who reads names, and who volunteers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["draw", "read_names", "see_desk", "volunteer"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Organisers draw, and alone read names and addresses; the team reads what will be public.

    `volunteer`: whoever has a confirmed address and is not of the team.
    """
    if action in ("draw", "read_names"):
        return can_consult(actor, "edit", consultation)
    if action == "see_desk":
        return can_consult(actor, "see_desk", consultation)
    if not actor.is_authenticated or not actor.is_active or actor.confirmed_at is None:
        return False
    return can_consult(actor, "see", consultation) and not can_consult(actor, "see_desk", consultation)
