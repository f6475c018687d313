"""Who may change what belongs to the whole site, and who may translate a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from wagtail.models import Page

    from parvis.accounts.models import Participant

MAY_EDIT_SITE = "pages.change_brand"


def can(
    actor: Participant | AnonymousUser, action: Literal["edit_site", "translate"], page: Page | None = None
) -> bool:
    """Decide `edit_site`: the name and look of the site, and the pages in its foot.

    A place in the team of a consultation never gives it. And `translate` a page: whoever may edit it.
    """
    if action == "translate":
        return actor.is_active and page is not None and bool(page.permissions_for_user(actor).can_edit())
    return actor.is_active and actor.has_perm({"edit_site": MAY_EDIT_SITE}[action])
