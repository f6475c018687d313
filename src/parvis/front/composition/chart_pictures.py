"""One picture for each chart of the page of results. Alone, it says what it counts, and what that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Literal

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.front.composition.result import ResultView
from parvis.ui import words
from parvis.ui.charts import BarChart, BarRow, DayChart, Series, StackedChart, StackedLine
from parvis.ui.components.content import caveat

Chart = BarChart | StackedChart | DayChart
SIDE, ACROSS = 24, 672
"""The margins, and what is between them, in a picture of 720 across."""
MOST = 60
"""Rows drawn, so that a picture stays one; the table of the page has them all."""
PLOT = 180
INK, SOFT, TRACK, BRAND = "#1c2430", "#4d5766", "#dcd8cf", "#0b5c5e"
INKS = {
    "data-1": "#0072b2", "data-2": "#d55e00", "data-3": "#008a64", "data-4": "#b3588c", "data-5": "#2e8bc0",
    "data-6": "#a67c00", "for": "#245e3c", "mixed": "#6f4f0c", "against": "#87386a",
    "grade-5": "#245e3c", "grade-4": "#618b72", "grade-3": "#9cb7a8", "grade-2": "#b7a785",
    "grade-1": "#b7888a", "grade-0": "#87386a",
}  # fmt: skip
"""The light colours of the site, for a picture that leaves it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words, from the point where it begins, or ends."""

    x: str
    y: str
    text: str
    size: int
    ink: str
    weight: int = 400
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A part that is filled."""

    x: str
    y: str
    width: str
    height: str
    ink: str


@dataclass(slots=True)
class Sheet:
    """What is drawn, from top to bottom; `y` is where the next thing goes."""

    y: float = 16
    texts: list[Words] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def say(self, text: str, size: int, *, ink: str = INK, weight: int = 400, room: int = ACROSS) -> None:
        """Words on as many lines as they need, by the width of a sign of a usual face."""
        for line in wrap(text, int(room / (0.54 * size))):
            self.y += 1.35 * size
            self.write(SIDE, self.y, line, size, ink=ink, weight=weight)

    def write(self, x: float, y: float, text: str, size: int, *, ink: str = INK, weight: int = 400) -> None:
        self.texts.append(Words(f"{x:.1f}", f"{y:.1f}", text, size, ink, weight))

    def end(self, text: str, size: int, *, ink: str = INK, weight: int = 600) -> None:
        """On the line that was just written, against the right margin."""
        self.texts.append(Words(str(SIDE + ACROSS), f"{self.y:.1f}", text, size, ink, weight, "end"))

    def fill(self, start: float, width: float, height: float, ink: str, *, y: float | None = None) -> None:
        top = self.y if y is None else y
        self.boxes.append(Box(f"{SIDE + start:.2f}", f"{top:.1f}", f"{width:.2f}", f"{height:.1f}", ink))


def charts_of(view: ResultView) -> dict[str, Chart]:
    """Every chart of the page by its name; those of raw results."""
    alone = (view.depth, view.themes, view.phases, view.days, view.channels, view.levels)
    quiz = view.quiz.chart if view.quiz else None
    every = (*(ballot.chart for ballot in view.ballots), quiz, *alone)
    return {chart.id: chart for chart in every if chart is not None}


def svg_of(view: ResultView, chart: Chart) -> str:
    """The same values as the page, with whatever a reader who sees the picture alone must know."""
    sheet = Sheet()
    sheet.say(view.consultation.title, 13, ink=SOFT)
    sheet.y += 4
    sheet.say(chart.title, 18, weight=600)
    if not isinstance(chart, StackedChart):
        sheet.say(chart.unit, 13, ink=SOFT)
    sheet.y += 8
    if isinstance(chart, BarChart):
        _bars(sheet, chart)
    elif isinstance(chart, StackedChart):
        _stacks(sheet, chart)
    else:
        _days(sheet, chart)
    sheet.y += 10
    for said in _foot(view, chart):
        sheet.say(said, 12, ink=SOFT)
    context = {"title": chart.title, "sheet": sheet, "height": round(sheet.y + SIDE)}
    return render_to_string("front/chart.svg", context)


def _bars(sheet: Sheet, chart: BarChart) -> None:
    for row in chart.rows[:MOST]:
        sheet.y += 6
        sheet.say(row.bar.label, 14, room=ACROSS - 110)
        sheet.end(_("not measured") if row.bar.value is None else words.number(row.bar.value), 14)
        sheet.y += 6
        _bar(sheet, row)
        sheet.y += 14
        if row.bar.note:
            sheet.say(row.bar.note, 12, ink=SOFT)
    _rest(sheet, chart.bars)


def _bar(sheet: Sheet, row: BarRow) -> None:
    sheet.fill(0, ACROSS, 14, TRACK)
    if row.width:
        sheet.fill(0, _pixels(row.width), 14, BRAND)
    if row.low:
        low, high = _pixels(row.low), _pixels(row.high)
        sheet.fill(low, high - low, 2, INK, y=sheet.y + 6)


def _stacks(sheet: Sheet, chart: StackedChart) -> None:
    for part in chart.series:
        _legend(sheet, part)
    for line in chart.lines[:MOST]:
        sheet.y += 8
        sheet.say(line.row.label, 14)
        sheet.y += 6
        for segment in line.segments:
            width = max(0, _pixels(segment.width) - 1)
            sheet.fill(_pixels(segment.x), width, 22, INKS[segment.series.tone])
        sheet.y += 22
        sheet.say(_parts(chart, line), 12, ink=SOFT)
    _rest(sheet, chart.rows)


def _legend(sheet: Sheet, part: Series) -> None:
    sheet.fill(0, 12, 12, INKS[part.tone], y=sheet.y + 6)
    sheet.y += 17
    sheet.write(SIDE + 20, sheet.y, f"{part.sign} {part.label}".strip(), 13)


def _parts(chart: StackedChart, line: StackedLine) -> str:
    told = [
        f"{one.series.label} {words.number(one.value)}"
        + (f" ({words.share(one.share)})" if line.base else "")
        for one in line.segments
    ]
    return f"{', '.join(told)} {pgettext('share of a base', 'of')} {words.number(line.base)} {chart.unit}"


def _days(sheet: Sheet, chart: DayChart) -> None:
    peak, first, last = chart.peak, chart.columns[0], chart.columns[-1]
    highest = _("%(value)s on %(day)s") % {"value": words.number(peak.value), "day": words.day(peak.day)}
    sheet.say(highest, 13, weight=600)
    sheet.y += 8
    full = peak.value or 1
    for column in chart.columns:
        height = PLOT * column.value / full
        sheet.fill(_pixels(column.x), _pixels(column.width), height, BRAND, y=sheet.y + PLOT - height)
    sheet.y += PLOT
    sheet.fill(0, ACROSS, 1, SOFT)
    sheet.say(words.day(first.day), 12, ink=SOFT)
    sheet.end(words.day(last.day), 12, ink=SOFT, weight=400)


def _rest(sheet: Sheet, rows: Sequence[object]) -> None:
    if len(rows) > MOST:
        sheet.y += 8
        sheet.say(_("The first %(count)s lines are drawn.") % {"count": words.number(MOST)}, 12, ink=SOFT)


def _foot(view: ResultView, chart: Chart) -> list[str]:
    """The source, what it does not say, and where it comes from."""
    path = reverse("front:result", args=[view.consultation.slug])
    told = [chart.source, str(caveat()["text"]), settings.PARVIS_ADDRESS + path]
    return [one for one in told if one]


def _pixels(percents: str) -> float:
    return ACROSS * float(percents.removesuffix("%")) / 100
