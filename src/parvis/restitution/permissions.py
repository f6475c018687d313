"""Who may give back: answer, commit to something, write and publish a synthesis, count on demand."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution

Action = Literal["answer", "commit", "count", "write", "publish", "remark"]
NEEDED: dict[Action, consultations.Action] = {
    "answer": "answer",
    "commit": "answer",
    "count": "see_figures",
    "write": "analyse",
    "publish": "answer",
}
"""What each asks for in the consultation."""


def can(actor: Participant | AnonymousUser, action: Action, obj: Contribution | ConsultationPage) -> bool:
    """Answering, committing and publishing a synthesis are the organiser's; analysts write it as well.

    Counting again is for the whole team. A guarantor alone remarks on a synthesis: nobody else speaks in
    that name, administrators neither.
    """
    consultation = obj.consultation if isinstance(obj, Contribution) else obj
    if action == "remark":
        return Role.GUARANTOR in consultations.roles(actor, consultation)
    return consultations.can(actor, NEEDED[action], consultation)
