"""A method as pages show it: what it takes, in words, and the picture of its six qualities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.portal.enums import BEST, Quality, Values
from parvis.ui import words
from parvis.ui.charts import Range, RangeChart
from parvis.ui.data import Fact

if TYPE_CHECKING:
    from parvis.portal.models import MethodPage

EURO = "\u00a0€"


def facts(method: MethodPage) -> list[Fact]:
    """What it takes and what it serves; what nobody said is left out."""
    told = [
        (_("Priority"), capfirst(method.get_priority_display())),
        (_("Where"), capfirst(method.get_way_display())),
        (_("People who take part"), seats(method)),
        (_("Cost"), cost(method)),
        (_("Time"), weeks(method)),
        (_("Template of Parvis"), template_name(method)),
    ]
    return [Fact(label, value) for label, value in told if value]


def template_name(method: MethodPage) -> str:
    return str(method.get_template_code_display()) if method.template_code else ""


def seats(method: MethodPage) -> str:
    return _sourced(method, _between(method.seats_least, method.seats_most))


def cost(method: MethodPage) -> str:
    return _sourced(method, _between(method.cost_least, method.cost_most, EURO))


def weeks(method: MethodPage) -> str:
    """The reference values say nothing of time: it is always an estimate."""
    least, most = method.weeks_least, method.weeks_most
    if least is None and most is None:
        return ""
    unit = ngettext("%(number)s week", "%(number)s weeks", most or least or 0)
    return _estimated(unit % {"number": _between(least, most)})


def _sourced(method: MethodPage, said: str) -> str:
    """As it is where the reference values hold it, as an estimate elsewhere."""
    return said if method.values_from == Values.REFERENCE else _estimated(said)


def _estimated(said: str) -> str:
    return _("%(said)s (our estimate)") % {"said": said} if said else ""


def chart(method: MethodPage, *, id: str) -> RangeChart:
    """Its qualities in their order, each with what moves it."""
    return RangeChart(
        id=id,
        title=_finding(method),
        unit=_("From 0 to 5."),
        row_header=_("Quality"),
        rows=tuple(row(method, quality) for quality in Quality),
        maximum=BEST,
        source=capfirst(_values_from(method)),
    )


def row(method: MethodPage, quality: Quality) -> Range:
    low, high = method.grades.get(quality, (None, None))
    return Range(capfirst(str(quality.label)), low, high, note=method.moves(quality))


def _values_from(method: MethodPage) -> str:
    return _("%(source)s. What moves them is in our words.") % {"source": method.get_values_from_display()}


def _finding(method: MethodPage) -> str:
    """What stands highest and lowest, by the middle of each range."""
    middles = {quality: sum(bounds) for quality, bounds in method.grades.items()}
    if not middles:
        return _("Its qualities are not noted yet")
    best, least = max(middles.values()), min(middles.values())
    named = [_names(middles, at) for at in (best, least)]
    if best == least:
        return _("Its qualities are all alike")
    return _("Highest: %(best)s; lowest: %(least)s") % {"best": named[0], "least": named[1]}


def _names(middles: dict[Quality, int], at: int) -> str:
    return words.listed([str(quality.label) for quality, middle in middles.items() if middle == at])


def _between(least: int | None, most: int | None, unit: str = "") -> str:
    """ "15", "15 to 30", "15 or more", "30 at most"; nothing for nothing."""
    low = words.number(least) + unit if least is not None else ""
    high = words.number(most) + unit if most is not None else ""
    if low and high and low != high:
        return _("%(low)s to %(high)s") % {"low": words.number(least or 0), "high": high}
    if not high:
        return _("%(low)s or more") % {"low": low} if low else ""
    return high if low else _("%(high)s at most") % {"high": high}
