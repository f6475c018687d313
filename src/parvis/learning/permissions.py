"""Who may write a quiz, check it, and answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal["answer", "write", "check"]


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """Whoever reads a consultation may answer its quiz, without an account; the team writes and checks it.

    `check` is what a place in the team allows; `domain.check_quiz` says of whom another place is asked.
    """
    if action == "answer":
        return can_consult(actor, "see", consultation)
    return can_consult(actor, "vouch" if action == "check" else "edit", consultation)
