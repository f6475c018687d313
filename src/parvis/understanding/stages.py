"""The stages of an analysis: their names, and how much of the time each takes."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.understanding.enums import Method

STAGES: dict[str, tuple[int, Promise | str]] = {
    "texts": (5, _("Reading the texts")),
    "words": (10, _("Reading the words")),
    "duplicates": (15, _("Looking for near-duplicates")),
    "features": (5, _("Weighing the words")),
    "vectors": (5, _("Comparing the texts")),
    "neighbours": (10, _("Looking for neighbours")),
    "number": (15, _("Choosing how many topics")),
    "topics": (10, _("Sorting into topics")),
    "stability": (10, _("Measuring the stability")),
    "subtopics": (5, _("Sorting into subtopics")),
    "results": (5, _("Describing the topics")),
    "keeping": (5, _("Keeping the result")),
}
"""In order. The shares, which add up to 100, were measured on 100,000 texts, and only serve the bar."""


OPINION_STAGES: dict[str, tuple[int, Promise | str]] = {
    "votes": (60, _("Reading the votes")),
    "map": (10, _("Drawing the map")),
    "firm": (15, _("Measuring the stability")),
    "groups": (5, _("Describing the groups")),
    "keeping": (10, _("Keeping the result")),
}
"""The same for groups of opinion: estimates, which only serve the bar."""
EVERY = STAGES | OPINION_STAGES


def percent_done(stage: str, share: float, method: str = Method.TOPICS) -> int:
    """How far the whole is, once `share` (0 to 1) of a stage is done; 0 for a stage that has no name."""
    done = 0
    stages = OPINION_STAGES if method == Method.OPINIONS else STAGES
    for name, (weight, _words) in stages.items():
        if name == stage:
            return min(round(done + weight * min(max(share, 0.0), 1.0)), 100)
        done += weight
    return 0


def stage_name(stage: str) -> str:
    return str(EVERY[stage][1]) if stage in EVERY else gettext("Waiting for its turn")


def time_left(progress: int, started_at: datetime | None, *, now: datetime) -> str:
    """What is left if the rest goes as fast; nothing while it cannot be told. `progress` in percent."""
    spent = (now - started_at).total_seconds() if started_at else 0
    if not 2 <= progress < 100 or spent < 1:
        return ""
    seconds = max(1, round(spent * (100 - progress) / progress))
    if seconds < 90:
        return ngettext("%(count)s second left", "%(count)s seconds left", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}
