"""Pictures drawn by the server: charts with their table, maps with their list.

`pictures`: the address under which the page offers its charts as pictures, by their `id`; "" if not.
"""

from collections.abc import Sequence
from typing import Literal

from django import template

from parvis.ui import maps
from parvis.ui.charts import PLOT_HEIGHT, PLOT_TOP, BarChart, DayChart, RangeChart, StackedChart
from parvis.ui.data import MapOutline, MapPoint

register = template.Library()


@register.inclusion_tag("ui/bar_chart.html")
def bar_chart(*, chart: BarChart, pictures: str = "") -> dict[str, object]:
    return {"chart": chart, "pictures": pictures}


@register.inclusion_tag("ui/range_chart.html")
def range_chart(*, chart: RangeChart, size: Literal["large", "small"] = "large") -> dict[str, object]:
    return {"chart": chart, "is_small": size == "small"}


@register.inclusion_tag("ui/stacked_chart.html")
def stacked_chart(*, chart: StackedChart, pictures: str = "") -> dict[str, object]:
    return {"chart": chart, "pictures": pictures}


@register.inclusion_tag("ui/day_chart.html")
def day_chart(*, chart: DayChart, pictures: str = "") -> dict[str, object]:
    floor = PLOT_TOP + PLOT_HEIGHT
    return {"chart": chart, "pictures": pictures, "top": PLOT_TOP, "height": PLOT_HEIGHT, "floor": floor}


@register.inclusion_tag("ui/map.html")
def map(*, points: Sequence[MapPoint], label: str, outlines: Sequence[MapOutline] = ()) -> dict[str, object]:
    return {"drawing": maps.draw(points, outlines), "label": label}
