"""Who may decide on what others wrote."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AnonymousUser

from parvis.accounts.models import Participant
from parvis.consultations.permissions import can as can_in_consultation
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument

Action = Literal["hide", "restore"]


def can(actor: Participant | AnonymousUser, action: Action, obj: Contribution | Argument) -> bool:
    """Every decision belongs to those who moderate the consultation in which the words were written.

    Nobody decides on their own words: the author of a contribution, even a moderator, is refused.
    """
    if obj.author_id is not None and obj.author_id == actor.pk:
        return False
    contribution = obj.contribution if isinstance(obj, Argument) else obj
    return can_in_consultation(actor, "moderate", contribution.consultation)
