"""Who may read an event, hold it, propose one, and tell how theirs went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.permissions import can as can_consult
from parvis.gatherings.enums import PUBLIC, EventState

if TYPE_CHECKING:
    from parvis.consultations.models import ConsultationPage
    from parvis.consultations.queries import Actor
    from parvis.gatherings.models import Event

Action = Literal["read", "hold", "register", "propose", "report"]


def can(actor: Actor, action: Action, consultation: ConsultationPage, event: Event | None = None) -> bool:
    """Decide one action on the events of a consultation; `read`, `register` and `report` bear on one.

    - hold: write, publish, change and cancel events, and keep the door;
    - register: at one press, with an address that is confirmed;
    - propose: a participant with a confirmed address, where the organiser opened it;
    - report: whoever proposed the event, once it was labelled.
    """
    if action == "hold":
        return can_consult(actor, "animate", consultation)
    if action == "propose":
        return _takes_proposals(consultation) and can_in_installation(actor, "act")
    if event is None or not can_consult(actor, "see", consultation):
        return False
    is_public = event.state in PUBLIC
    if action == "register":
        return is_public and can_in_installation(actor, "act")
    is_own = event.proposer_id is not None and event.proposer_id == actor.pk
    if action == "report":
        return is_own and event.state == EventState.PUBLISHED
    return is_public or is_own or can_consult(actor, "animate", consultation)


def _takes_proposals(consultation: ConsultationPage) -> bool:
    settings = getattr(consultation, "event_settings", None)
    return consultation.live and settings is not None and settings.takes_proposals
