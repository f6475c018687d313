"""Who may do what with a text put to consultation: one predicate for pages, desk, exports and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.consultations import permissions as consultations
from parvis.texts.enums import DocumentState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant
    from parvis.texts.models import Document

Action = Literal["see", "edit"]


def can(actor: Participant | AnonymousUser, action: Action, document: Document) -> bool:
    """Tell whether `actor` may do `action` on `document`.

    - see: those who see its consultation, once it is published; being cut, it is for those who edit it;
    - edit: the organisers of its consultation; what is published no longer changes.
    """
    if action == "see" and document.state == DocumentState.PUBLISHED:
        return consultations.can(actor, "see", document.consultation)
    return document.state == DocumentState.DRAFT and consultations.can(actor, "edit", document.consultation)
