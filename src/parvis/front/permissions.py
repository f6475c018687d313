"""Who may open a page or a file in the desk, whatever Wagtail would show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wagtail.documents.models import AbstractDocument
from wagtail.documents.permissions import permission_policy as documents
from wagtail.images.permissions import permission_policy as images
from wagtail.models import Page
from wagtail.permissions import page_permission_policy as pages

from parvis.accounts.permissions import can as can_in_installation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from wagtail.images.models import AbstractImage

    from parvis.accounts.models import Participant

    Thing = Page | AbstractImage | AbstractDocument

ON_FILES = {"change", "delete", "choose"}


def can(
    actor: Participant | AnonymousUser,
    action: Literal["open"],
    thing: Page | AbstractImage | AbstractDocument,
) -> bool:
    """Decide "open": nobody opens what no place in a team, and no right over the site, leads to.

    A page also opens to those who lead a page below it: they walk past it. What may then be done to it is
    asked again by Wagtail.
    """
    if can_in_installation(actor, "administer"):
        return True
    if isinstance(thing, Page):
        below = pages.explorable_instances(actor).filter(path__startswith=thing.path)
        return bool(below.exists())
    policy = documents if isinstance(thing, AbstractDocument) else images
    return bool(policy.user_has_any_permission_for_instance(actor, ON_FILES, thing))
