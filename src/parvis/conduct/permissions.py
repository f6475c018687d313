"""Who may declare that a rule holds, fill the record of personal data, and lead from one step to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.conduct.evaluating import may_evaluate
from parvis.consultations.permissions import can as can_consult

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor

Action = Literal[
    "read_rules", "see_file", "vouch", "attest", "keep_record", "explain", "rehearse", "open", "decide",
    "evaluate", "answer_outage", "hold_trial",
]  # fmt: skip


def can(actor: Actor, action: Action, consultation: ConsultationPage) -> bool:
    """The rules of a published consultation are read by everybody; the team reads those of a draft.

    Whoever took part, and is not of the team, says how it went once it is over.
    """
    if action == "read_rules":
        return can_consult(actor, "see", consultation)
    if action == "evaluate":
        return can_consult(actor, "see", consultation) and may_evaluate(actor, consultation)
    if action == "see_file":
        return can_consult(actor, "see_desk", consultation)
    if action == "vouch":
        return can_consult(actor, "vouch", consultation)
    return can_consult(actor, "edit", consultation)
