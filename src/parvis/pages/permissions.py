"""Who may change what belongs to the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from parvis.accounts.models import Participant

MAY_EDIT_SITE = "pages.change_brand"


def can(actor: Participant | AnonymousUser, action: Literal["edit_site"]) -> bool:
    """Decide `edit_site`: the name and look of the site, and the pages in its foot.

    A place in the team of a consultation never gives it.
    """
    return actor.is_active and actor.has_perm({"edit_site": MAY_EDIT_SITE}[action])
