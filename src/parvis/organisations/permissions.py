"""Who may do what for an organisation. One predicate for pages, forms, desk and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.organisations.enums import LIVE, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.organisations.models import Organisation

Action = Literal["declare", "look", "review", "represent", "manage"]


def can(actor: Participant | AnonymousUser, action: Action, organisation: Organisation | None = None) -> bool:
    """Decide what bears on organisations.

    - declare: anybody whose address is confirmed;
    - look (at those that are declared, with the evidence): whoever has a desk;
    - review (verify, refuse, take back, correct, name a lead): who administers the site, since it holds in
      every consultation;
    - represent (sign in its name, see its space): its representatives of the moment, as long as it is live;
    - manage (invite, remove, hand over, close): those of them who lead.
    """
    if action == "declare":
        return can_in_installation(actor, "act")
    if action == "look":
        return can_in_installation(actor, "enter_desk")
    if action == "review":
        return can_in_installation(actor, "administer")
    if organisation is None or organisation.standing not in LIVE or not can_in_installation(actor, "act"):
        return False
    here = organisation.representatives.filter(participant=actor.pk)
    return (here if action == "represent" else here.filter(role=Role.LEAD)).exists()


def represented_by(actor: Participant | AnonymousUser) -> frozenset[int]:
    """The organisations that somebody may "represent", for any number of texts; one query."""
    if not isinstance(actor, Participant) or not can_in_installation(actor, "act"):
        return frozenset()
    rows = actor.representations.filter(organisation__standing__in=LIVE)
    return frozenset(rows.values_list("organisation_id", flat=True))
