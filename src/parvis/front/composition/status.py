"""The state of the site: now, the last ninety days, each outage, and the consultations that it fell on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.availability import queries
from parvis.availability.models import Maintenance, Outage
from parvis.availability.queries import SHOWN, Signs
from parvis.availability.spans import Span, common, total
from parvis.availability.wording import duration
from parvis.conduct.outages import LAST_HOURS, Lost, lost_of
from parvis.consultations.models import ConsultationPage, Phase, PhaseAction
from parvis.consultations.queries import database_now
from parvis.front.composition.outcomes import Table
from parvis.ui import words
from parvis.ui.charts import DayChart

SAID_FOR = timedelta(days=30)
"""How long after its close a consultation says what outages took of it."""


@dataclass(frozen=True, slots=True)
class OutageLine:
    """One outage as everybody reads it; `planned` when a maintenance announced beforehand covers it."""

    outage: Outage
    time: str
    cause: str | Promise
    planned: Maintenance | None


@dataclass(frozen=True, slots=True)
class StatusView:
    """Everything that the page shows; `chart` is None until the site is looked at."""

    signs: Signs
    now_sentence: str
    is_well: bool
    since: date | None
    sentence: str
    chart: DayChart | None
    lines: list[OutageLine]
    planned: list[Maintenance]
    touched: Table | None


def compose() -> StatusView:
    """The number of queries depends on nothing."""
    now = database_now()
    signs, first = queries.last_signs(now=now), queries.looked_at_since()
    rows = queries.outages_since(now - SHOWN, now=now)
    known = queries.announced(rows, now=now)
    since = timezone.localdate(max(first, now - SHOWN)) if first else None
    return StatusView(
        signs=signs,
        now_sentence=_now(signs, rows),
        is_well=signs.is_fresh and all(row.ended_at for row in rows),
        since=since,
        sentence=_sentence(rows, now),
        chart=_chart(rows, since, now) if since else None,
        lines=[_line(row, known.get(row.pk), now) for row in rows],
        planned=list(queries.planned(now=now)),
        touched=_touched(rows, now),
    )


def _now(signs: Signs, rows: Sequence[Outage]) -> str:
    if any(row.ended_at is None for row in rows):
        return _("Some pages do not answer at the moment: it is being looked at.")
    if signs.inside is None:
        return _("The site answers. Nobody has looked at it from inside yet.")
    if not signs.is_fresh:
        said = _("Pages answer, but jobs have given no sign of life since %(moment)s: mails and counts wait.")
        return said % {"moment": words.moment(signs.inside)}
    return _("The site answers.")


def _sentence(rows: Sequence[Outage], now: datetime) -> str:
    gone = [row for row in rows if row.is_away]
    if not gone:
        return _("No outage in the last ninety days, as far as was seen.")
    lost = total(queries.away(gone, now=now))
    said = ngettext(
        "%(count)s outage in the last ninety days, %(time)s in all.",
        "%(count)s outages in the last ninety days, %(time)s in all.",
        len(gone),
    )
    return said % {"count": words.number(len(gone)), "time": duration(lost)}


def _chart(rows: Sequence[Outage], since: date, now: datetime) -> DayChart:
    days = queries.minutes_by_day(rows, first=since, now=now)
    worst = max(days, key=lambda row: row[1])
    title = _("No minute without the site")
    if worst[1]:
        said = ngettext(
            "The worst day was %(day)s: %(count)s minute without the site",
            "The worst day was %(day)s: %(count)s minutes without the site",
            worst[1],
        )
        title = said % {"day": words.day(worst[0]), "count": words.number(worst[1])}
    return DayChart("chart-outages", title, tuple(days), _("Minutes without the site, day by day"))


def _line(row: Outage, planned: Maintenance | None, now: datetime) -> OutageLine:
    span = queries.span_of(row, now=now)
    return OutageLine(row, duration(span.length), row.get_cause_display(), planned)


def _touched(rows: Sequence[Outage], now: datetime) -> Table | None:
    """Each public consultation on which one of these fell while something was open; two queries."""
    spans = queries.away(rows, now=now)
    if not spans:
        return None
    windows: dict[int, list[Span]] = {}
    opened = PhaseAction.objects.filter(phase__consultation__live=True).values("phase")
    phases = Phase.objects.filter(pk__in=opened, starts_at__lt=now)
    for phase in phases.exclude(ends_at__lte=min(span.start for span in spans)):
        windows.setdefault(phase.consultation_id, []).append(Span(phase.starts_at, phase.ends_at or now))
    lost = {pk: total(common(spans, found)) for pk, found in windows.items()}
    named = ConsultationPage.objects.filter(pk__in=[pk for pk, time in lost.items() if time])
    lines = [[page.title, duration(lost[page.pk])] for page in named.order_by("title", "pk")]
    if not lines:
        return None
    return Table(_("Time lost while it was open"), [_("Consultation"), _("Without the site")], lines)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the page of a consultation says by itself of outages near its close."""

    text: str
    reasons: tuple[str, ...] = ()


def notice_of(consultation: ConsultationPage, phases: Sequence[Phase], *, now: datetime) -> Notice | None:
    """None before its last three days, long after the close, and when nothing much was lost.

    Nothing is asked of the database before these days: most pages cost nothing more.
    """
    periods = [phase for phase in phases if phase.actions.all()]
    ends = [phase.ends_at for phase in periods if phase.ends_at is not None]
    if not ends or len(ends) < len(periods):
        return None
    if not max(ends) - LAST_HOURS <= now <= max(ends) + SAID_FOR:
        return None
    return notice_from(lost_of(consultation, periods, now=now))


def notice_from(lost: Lost) -> Notice | None:
    if lost.is_much:
        said = _(
            "The site could not be reached for %(time)s in the last three days of this consultation. Its"
            " organiser has to say whether it lasts longer."
        )
        return Notice(said % {"time": duration(lost.lost)})
    if not lost.rulings:
        return None
    last = lost.rulings[0]
    values = {"time": duration(last.lost)}
    if last.extended_to is not None:
        values["moment"] = words.moment(last.extended_to)
        said = _("The site could not be reached for %(time)s: people may take part until %(moment)s.")
    else:
        said = _("The site could not be reached for %(time)s, and the dates stay as they were.")
    return Notice(said % values, (last.words,))
