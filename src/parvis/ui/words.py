"""Numbers, dates and time left, in the words of the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext, pgettext


def number(value: int | float | Decimal) -> str:
    """1234 -> "1,234" or "1 234"; decimals are kept as given."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; nothing for none."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def day(value: date | datetime) -> str:
    """ "3 March 2026", "3 mars 2026", "1er mars 2026"."""
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    pattern = pgettext("format of the first day of a month", "j F Y") if local.day == 1 else None
    return formats.date_format(local, pattern or pgettext("date format", "j F Y"))


def moment(value: datetime) -> str:
    """Day, hour and zone, for what must be exact: "3 March 2026 at 18:05 (CET)"."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    hour = formats.date_format(local, pgettext("time format", "H:i (T)"))
    return gettext("%(day)s at %(hour)s") % {"day": day(value), "hour": hour}


def period(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """ "from 3 March 2026 to 12 April 2026", or the half that is known, or nothing."""
    if starts_at and ends_at:
        return gettext("from %(start)s to %(end)s") % {"start": day(starts_at), "end": day(ends_at)}
    if starts_at:
        return gettext("from %(start)s") % {"start": day(starts_at)}
    if ends_at:
        return gettext("until %(end)s") % {"end": day(ends_at)}
    return ""


def time_left(ends_at: datetime, *, now: datetime) -> str:
    """Whole days, then hours, then minutes; rounded down so that nobody counts on time that is not there."""
    left = ends_at - now
    if left <= timedelta(0):
        return gettext("ended on %(date)s") % {"date": day(ends_at)}
    if left >= timedelta(days=1):
        return ngettext("%(count)s day left", "%(count)s days left", left.days) % {"count": number(left.days)}
    hours = left.seconds // 3600
    if hours:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    minutes = max(left.seconds // 60, 1)
    return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}


def time_before(starts_at: datetime, *, now: datetime) -> str:
    """What is said of something that has not opened yet."""
    days = (starts_at - now).days
    if days < 1:
        return gettext("opens within a day")
    return ngettext("opens in %(count)s day", "opens in %(count)s days", days) % {"count": number(days)}


def people(count: int) -> str:
    """A count is never shown without saying of what."""
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": number(count)}


def too_long(length: int, *, limit: int) -> str:
    """What is said of a text of `length` characters where `limit` fit."""
    over = length - limit
    return ngettext(
        "Your text is %(over)s character too long: %(limit)s at most.",
        "Your text is %(over)s characters too long: %(limit)s at most.",
        over,
    ) % {"over": number(over), "limit": number(limit)}


def share(percents: int) -> str:
    """45 -> "45%" or "45 %"."""
    return gettext("%(share)s%%") % {"share": number(percents)}
