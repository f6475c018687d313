"""Who writes the minutes of an event, and who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["see", "see_draft", "write"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Published minutes are read with their consultation; the team reads the draft; organisers write it.

    Whoever holds the secret link reads the draft too, and proposes corrections: `sharing` sees to it.
    """
    match action:
        case "see":
            return can_consult(actor, "see", consultation)
        case "see_draft":
            return can_consult(actor, "see_desk", consultation)
    return can_consult(actor, "edit", consultation)
