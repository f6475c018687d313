"""Lengths of time without the site, in words."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.availability.queries import minutes
from parvis.ui import words

HOURS_FROM = 120


def duration(length: timedelta) -> str:
    """Whole minutes, rounded up; hours and minutes from two hours on."""
    count = minutes(length)
    if count < HOURS_FROM:
        return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": words.number(count)}
    hours, rest = divmod(count, 60)
    if not rest:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": words.number(hours)}
    return _("%(hours)s h %(minutes)s min") % {"hours": words.number(hours), "minutes": words.number(rest)}
