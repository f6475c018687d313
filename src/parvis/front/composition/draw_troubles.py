"""Why a list of panels could not be prepared, in words that say which quota to change."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from parvis.draws.models import Draw
from parvis.ui.words import number


def trouble_of(draw: Draw) -> list[str]:
    """Sentences; none when nothing failed."""
    code = draw.trouble.get("code", "")
    if not code:
        return []
    if code == "conflict":
        first = _("No panel keeps these quotas together. Change one of them, or widen the pool:")
        return [first, *(_bound(one) for one in draw.trouble["bounds"])]
    known = {
        "too_late": _("The list was not ready before the moment of the seed: choose a later one."),
        "somebody_left": _("Somebody left the pool meanwhile: prepare it again."),
        "pool_too_small": _("There are fewer addresses in the pool than people in the panel."),
        "too_long": _("No panel was found in time: widen the quotas, or ask for fewer features."),
    }
    return [known.get(code) or _("This pool cannot be drawn from: look at its quotas again.")]


def _bound(one: dict[str, Any]) -> str:
    told = {
        "name": f"{one['feature']}={one['value']}",
        "asked": number(one["asked"]),
        "people": number(one["in_pool"]),
    }
    if one["is_least"]:
        return _("%(name)s: at least %(asked)s asked, %(people)s in the pool") % told
    return _("%(name)s: at most %(asked)s asked, %(people)s in the pool") % told
