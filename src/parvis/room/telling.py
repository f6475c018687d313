"""What came out of an activity, in plain words: a few lines that minutes may hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.room.models import Activity
from parvis.room.pictures import Picture, picture
from parvis.ui import words
from parvis.ui.charts import BarChart, StackedChart

LONGEST = 4000


def told(activity: Activity, address: str) -> str:
    """What was asked, how many phones answered, what came out; then where the picture is."""
    drawn = picture(activity, activity.outcome or {})
    counted = " · ".join(part for part in (drawn.phones, drawn.hidden) if part)
    lines = [activity.title, counted]
    left = LONGEST - len(address)
    for line in _lines(drawn):
        left -= len(line) + 1
        if left < 0:
            lines.append("…")
            break
        lines.append(line)
    return "\n".join([*lines, address])


def _lines(drawn: Picture) -> Iterator[str]:
    for one in drawn.questions:
        backing = ngettext("%(n)s support", "%(n)s supports", one.supports) % {
            "n": words.number(one.supports)
        }
        yield f"– {one.text} ({backing})"
    chart = drawn.chart
    if chart is None:
        return
    yield chart.title
    if isinstance(chart, BarChart):
        yield chart.unit
        for bar in chart.bars:
            value = _("not measured") if bar.value is None else words.number(bar.value)
            yield _line(bar.label, f"{value} ({bar.note})" if bar.note else value)
    else:
        yield from _shares(chart)
    yield from drawn.notes


def _shares(chart: StackedChart) -> Iterator[str]:
    for line in chart.lines:
        parts = ", ".join(
            f"{part.series.label} {words.number(part.value)}" for part in line.segments if part.value
        )
        yield _line(line.row.label, parts or words.number(0))


def _line(label: str, value: str) -> str:
    """What has a rank bears it already."""
    mark = "" if label[:1].isdigit() else "– "
    return mark + _("%(label)s: %(value)s") % {"label": label, "value": value}
