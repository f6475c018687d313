"""Charts as values: what they find, what they count, and the geometry that templates draw in percentages.

Widths in percent of the drawing keep text at its natural size on any screen, with no inline style.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["data-1", "data-2", "data-3", "data-4", "data-5", "data-6", "for", "mixed", "against"]


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
    """Horizontal bars from zero, in the order given. `id` is unique on the page; `title` states the finding."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    unit: str
    row_header: str
    source: str = ""
    maximum: float | None = None


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


@dataclass(frozen=True, slots=True)
class DayChart:
    """One column (or one point of a line) a day, every day present, zero included."""

    id: str
    title: str
    days: tuple[tuple[date, int], ...]
    unit: str
    source: str = ""
    drawing: Literal["columns", "line"] = "columns"
