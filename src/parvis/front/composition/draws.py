"""A drawn panel as everybody reads it: how it is drawn, with which chances, who was replaced; no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.draws.enums import Stage
from parvis.draws.models import Draw
from parvis.draws.queries import report_of
from parvis.front.composition.outcomes import Table
from parvis.ui.charts import Bar, BarChart
from parvis.ui.words import number

BARS = 8
"""At most, in the picture of chances."""
Row = list[str | int | None]


@dataclass(frozen=True, slots=True)
class DrawView:
    """The page of a draw. `chances` and `quotas` once the list is public; `panel` once it is drawn."""

    draw: Draw
    report: dict[str, Any]
    sentence: str
    chances: BarChart | None
    quotas: Table
    panel: list[int]


def compose(draw: Draw) -> DrawView:
    """One query once the panel is drawn."""
    report = report_of(draw) if draw.is_published else {}
    times = _times(report) if report else []
    return DrawView(
        draw=draw,
        report=report,
        sentence=_sentence(draw, times, report),
        chances=_chart(times, len(report["list"]["panels"])) if report else None,
        quotas=_quotas(draw, report),
        panel=_sitting(report),
    )


def people_rows(draw: Draw) -> Iterator[Row]:
    """A line for each number of the list: its commitment, its panels, what became of it."""
    report = report_of(draw)
    panels, sitting = len(report["list"]["panels"]), set(_sitting(report))
    out = {one["out"] for one in report.get("replacements", [])}
    yield ["number", "commitment", "panels_with", "panels", "became"]
    for place, (sealed, times) in enumerate(zip(report["list"]["people"], _times(report), strict=True), 1):
        became = "sits" if place in sitting else "replaced" if place in out else ""
        yield [place, sealed, times, panels, became]


def _times(report: dict[str, Any]) -> list[int]:
    """By number, from 1, in how many panels each person is."""
    counted = Counter(person for panel in report["list"]["panels"] for person in panel)
    return [counted[place] for place in range(1, len(report["list"]["people"]) + 1)]


def _sitting(report: dict[str, Any]) -> list[int]:
    """The panel, those who were replaced having left it."""
    found = dict.fromkeys(report.get("panel", []))
    for one in report.get("replacements", []):
        found.pop(one["out"], None)
        found[one["in"]] = None
    return sorted(found)


def _sentence(draw: Draw, times: list[int], report: dict[str, Any]) -> str:
    if draw.stage == Stage.PREPARING:
        return _("The list of panels is being prepared: volunteers are no longer called.")
    if not times:
        return _("Volunteers are called: %(size)s of them will be drawn by lot.") % {
            "size": number(draw.size)
        }
    told = {"size": number(draw.size), "people": number(len(times)), "panel": report.get("number")}
    if draw.drawn_at is None:
        return _("%(size)s people will be drawn by lot among %(people)s.") % told
    return _("Panel number %(panel)s was drawn: %(size)s people among %(people)s.") % told


def _chart(times: list[int], panels: int) -> BarChart:
    """People by their chance; those who are in no panel apart."""
    able = [one for one in times if one]
    least, most = min(able), max(able)
    width = max(1, -(-(most - least + 1) // BARS))
    bars = [
        Bar(_span(low, min(low + width - 1, most)), sum(low <= one < low + width for one in able))
        for low in range(least, most + 1, width)
    ]
    if len(able) < len(times):
        bars.insert(0, Bar(_("none: the quotas leave them out"), len(times) - len(able)))
    told = {"times": _span(least, most), "panels": number(panels)}
    return BarChart(
        id="chances",
        title=_("Everybody who can be drawn is in %(times)s of the %(panels)s panels") % told,
        bars=tuple(bars),
        unit=_("Number of people"),
        row_header=ngettext("Panels out of %(panels)s", "Panels out of %(panels)s", panels) % told,
        source=_("One panel of the list is drawn, each being as likely as another."),
    )


def _span(low: int, high: int) -> str:
    if low == high:
        return number(low)
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def _quotas(draw: Draw, report: dict[str, Any]) -> Table:
    met = report.get("met", [])
    asked = report["list"]["quotas"] if report else _asked(draw)
    rows = []
    for place, one in enumerate(asked):
        cells = [f"{one['feature']} – {one['value']}", number(one["at_least"]), number(one["at_most"])]
        if met:
            people, low, high = met[place]["people"], one["at_least"], one["at_most"]
            gap = max(low - people, people - high, 0)
            cells += [number(people), number(gap)]
        rows.append(cells)
    headings = [_("Quota"), _("At least"), _("At most")]
    headings += [_("In the panel"), _("Short or beyond")] if met else []
    return Table(_("What the panel is asked"), headings, rows)


def _asked(draw: Draw) -> list[dict[str, Any]]:
    return [
        {"feature": one["name"], "value": value, "at_least": low, "at_most": high}
        for one in draw.features
        for value, low, high in one["values"]
    ]
