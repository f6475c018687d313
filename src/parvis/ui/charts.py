"""Charts as values: what they find, what they count, and the geometry that templates draw in percentages.

Widths in percent of the drawing keep text at its natural size on any screen, with no inline style.
Percentages are strings with a point, whatever the language: SVG reads no comma.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

PLOT_TOP, PLOT_HEIGHT = 28, 150

Tone = Literal[
    "data-1", "data-2", "data-3", "data-4", "data-5", "data-6", "for", "mixed", "against",
    "grade-0", "grade-1", "grade-2", "grade-3", "grade-4", "grade-5",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar chart. `value` is None when not measured; `low` and `high` draw its interval."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from zero, in the order given. `id` is unique on the page; `title` states the finding.

    `unit` says what is counted ("Number of people"); `maximum` is the full width,
    when it is not the longest bar.
    """

    id: str
    title: str
    bars: tuple[Bar, ...]
    unit: str
    row_header: str
    source: str = ""
    maximum: float | None = None

    @property
    def rows(self) -> list["BarRow"]:
        ends = [end for bar in self.bars for end in (bar.value, bar.high) if end is not None]
        full = self.maximum or max(ends, default=0) or 1
        return [_bar_row(bar, full) for bar in self.bars]

    @property
    def has_intervals(self) -> bool:
        return any(bar.low is not None and bar.high is not None for bar in self.bars)


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar with its drawing: widths and interval ends in percent, empty when there is nothing to draw."""

    bar: Bar
    width: str
    low: str = ""
    high: str = ""


def _bar_row(bar: Bar, full: float) -> BarRow:
    if bar.value is None:
        return BarRow(bar=bar, width="")
    interval = bar.low is not None and bar.high is not None
    return BarRow(
        bar=bar,
        width=percent(bar.value, full),
        low=percent(bar.low or 0, full) if interval else "",
        high=percent(bar.high or 0, full) if interval else "",
    )


def percent(part: float, whole: float) -> str:
    """62.5 of 100 -> "62.50%"; nothing of nothing is "0.00%"."""
    return f"{100 * part / whole if whole else 0:.2f}%"


@dataclass(frozen=True, slots=True)
class Range:
    """One row of a chart of ranges. `low` and `high` are None when nothing is known; equal for one value."""

    label: str
    low: int | None
    high: int | None
    note: str = ""

    @property
    def is_one(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class RangeChart:
    """Values that may be anywhere between two bounds, from zero to `maximum`: full up to the
    least, hollow up to the most.

    `id` is unique on the page; `title` states the finding; `unit` says what the numbers are.
    """

    id: str
    title: str
    rows: tuple[Range, ...]
    unit: str
    row_header: str
    maximum: int
    source: str = ""

    @property
    def lines(self) -> list["RangeLine"]:
        return [_range_line(row, self.maximum, f"{self.id}-{at}") for at, row in enumerate(self.rows)]

    @property
    def has_ranges(self) -> bool:
        return any(not row.is_one for row in self.rows)


@dataclass(frozen=True, slots=True)
class RangeLine:
    """A row with its drawing, in percent: up to the least, and to the most; empty when nothing is known."""

    row: Range
    id: str
    low: str = ""
    high: str = ""


def _range_line(row: Range, full: int, id: str) -> RangeLine:
    if row.low is None or row.high is None:
        return RangeLine(row, id)
    return RangeLine(row, id, percent(row.low, full), percent(row.high, full) if row.high > row.low else "")


@dataclass(frozen=True, slots=True)
class Series:
    """A part of each stacked row, with the colour and the sign that tell it apart."""

    label: str
    tone: Tone
    sign: str = ""


@dataclass(frozen=True, slots=True)
class StackedRow:
    """One row: as many values as the chart has series, in the same order."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedChart:
    """Rows of shares of a whole; the base (how many) is written on each row."""

    id: str
    title: str
    series: tuple[Series, ...]
    rows: tuple[StackedRow, ...]
    unit: str
    row_header: str
    source: str = ""

    @property
    def lines(self) -> list["StackedLine"]:
        return [
            StackedLine(row=row, base=sum(row.values), segments=_segments(self.series, row))
            for row in self.rows
        ]


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a row, placed in percent; `share` is rounded; `shows_sign` when there is room for it."""

    series: Series
    value: int
    x: str
    width: str
    middle: str
    share: int
    shows_sign: bool


@dataclass(frozen=True, slots=True)
class StackedLine:
    """A row with its parts and its base."""

    row: StackedRow
    base: int
    segments: list[Segment]


def _segments(series: tuple[Series, ...], row: StackedRow) -> list[Segment]:
    base, before, segments = sum(row.values), 0, []
    for part, value in zip(series, row.values, strict=True):
        share = 100 * value / base if base else 0
        segments.append(
            Segment(
                series=part,
                value=value,
                x=percent(before, base),
                width=percent(value, base),
                middle=percent(before + value / 2, base),
                share=round(share),
                shows_sign=bool(part.sign) and share >= 9,
            )
        )
        before += value
    return segments


@dataclass(frozen=True, slots=True)
class DayChart:
    """One column (or one point of a line) a day, every day present, zero included.

    `is_weekly`: a week each, named by its Monday.
    """

    id: str
    title: str
    days: tuple[tuple[date, int], ...]
    unit: str
    source: str = ""
    drawing: Literal["columns", "line"] = "columns"
    is_weekly: bool = False

    @property
    def peak(self) -> "Column":
        return max(self.columns, key=lambda column: column.value)

    @property
    def columns(self) -> list["Column"]:
        full = max((value for _day, value in self.days), default=0) or 1
        return [
            _column(place, len(self.days), when, value, full) for place, (when, value) in enumerate(self.days)
        ]

    @property
    def points(self) -> str:
        """The line, in a square of 100 by 100 that the template stretches."""
        full = max((value for _day, value in self.days), default=0) or 1
        return " ".join(
            f"{100 * (place + 0.5) / len(self.days):.2f},{100 - 100 * value / full:.2f}"
            for place, (_day, value) in enumerate(self.days)
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A day's column: x in percent, y in pixels from the top; its label leans away from the nearer side."""

    day: date
    value: int
    x: str
    width: str
    middle: str
    y: str
    height: str
    label_y: str
    anchor: Literal["start", "middle", "end"]


def _column(place: int, total: int, when: date, value: int, full: int) -> Column:
    height = PLOT_HEIGHT * value / full
    third = (place + 0.5) / total
    return Column(
        day=when,
        value=value,
        x=percent(place + 0.1, total),
        width=percent(0.8, total),
        middle=percent(place + 0.5, total),
        y=f"{PLOT_TOP + PLOT_HEIGHT - height:.1f}",
        height=f"{height:.1f}",
        label_y=f"{PLOT_TOP + PLOT_HEIGHT - height - 9:.1f}",
        anchor="start" if third < 1 / 3 else "end" if third > 2 / 3 else "middle",
    )
