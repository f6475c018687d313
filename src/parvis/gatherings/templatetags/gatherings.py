"""The hours of an event in words."""

from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.ui import words

register = template.Library()


@register.simple_tag
def hours(starts_at: datetime, ends_at: datetime) -> str:
    """ "Thursday 3 December 2026, from 18:30 to 20:00 (CET)"; both moments if it ends on another day."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if start.date() != end.date():
        return _("from %(start)s to %(end)s") % {"start": words.moment(start), "end": words.moment(end)}
    return _("%(weekday)s %(day)s, from %(start)s to %(end)s") % {
        "weekday": formats.date_format(start, "l").capitalize(),
        "day": words.day(start),
        "start": formats.date_format(start, pgettext("hour format", "H:i")),
        "end": formats.date_format(end, pgettext("time format", "H:i (T)")),
    }
