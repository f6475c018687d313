"""The geometry of charts and maps."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from parvis.ui import maps
from parvis.ui.charts import Bar, BarChart, DayChart, Series, StackedChart, StackedRow
from parvis.ui.data import MapPoint


def bars(*rows: Bar, maximum: float | None = None) -> BarChart:
    return BarChart(id="b", title="Finding", bars=rows, unit="People", row_header="What", maximum=maximum)


def test_bars_start_at_zero_and_the_longest_is_whole() -> None:
    assert [row.width for row in bars(Bar("a", 50), Bar("b", 20)).rows] == ["100.00%", "40.00%"]


def test_an_interval_that_passes_the_longest_bar_sets_the_scale() -> None:
    row = bars(Bar("a", 50, low=25, high=100)).rows[0]
    assert (row.width, row.low, row.high) == ("50.00%", "25.00%", "100.00%")


def test_what_is_not_measured_is_not_zero() -> None:
    zero, unknown = bars(Bar("zero", 0), Bar("unknown", None)).rows
    assert (zero.width, unknown.width) == ("0.00%", "")


def test_shares_fill_the_row_and_keep_their_base() -> None:
    series = (Series("For", "for", "+"), Series("Mixed", "mixed", "±"), Series("Against", "against", "−"))
    chart = StackedChart(
        "s", "T", series, (StackedRow("x", (60, 4, 36)), StackedRow("none", (0, 0, 0))), "people", "R"
    )
    full, empty = chart.lines
    assert [(part.x, part.width, part.share, part.shows_sign) for part in full.segments] == [
        ("0.00%", "60.00%", 60, True),
        ("60.00%", "4.00%", 4, False),
        ("64.00%", "36.00%", 36, True),
    ]
    assert (full.base, empty.base) == (100, 0)
    assert [part.width for part in empty.segments] == ["0.00%"] * 3


def test_a_row_must_have_one_value_a_series() -> None:
    chart = StackedChart("s", "T", (Series("For", "for"),), (StackedRow("x", (1, 2)),), "people", "R")
    with pytest.raises(ValueError):
        _ = chart.lines


def test_the_highest_day_is_named_and_its_label_leans_inside() -> None:
    days = tuple((date(2026, 3, day), count) for day, count in ((1, 9), (2, 0), (3, 3)))
    chart = DayChart("d", "T", days, "People")
    assert (chart.peak.day, chart.peak.value, chart.peak.anchor) == (date(2026, 3, 1), 9, "start")
    assert [column.height for column in chart.columns] == ["150.0", "0.0", "50.0"]
    assert chart.points == "16.67,0.00 50.00,100.00 83.33,66.67"


def test_drawings_keep_the_decimal_point_in_french() -> None:
    template = Template("{% load parvis %}{% bar_chart chart=chart %}")
    with translation.override("fr"):
        html = template.render(Context({"chart": bars(Bar("a", 3), Bar("b", 1.5))}))
    assert 'width="50.00%"' in html
    assert "1,5" in html


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = MapPoint("a", 48.0, 2.0), MapPoint("b", 49.0, 3.0)
    first, second = maps.draw([south_west, north_east], []).points
    assert float(first.x) < float(second.x)
    assert float(first.y) > float(second.y)


def test_a_single_point_stands_in_the_middle() -> None:
    drawing = maps.draw([MapPoint("a", 48.0, 2.0)], [])
    assert (drawing.points[0].x, float(drawing.points[0].y) * 2) == ("200.0", float(drawing.height))
