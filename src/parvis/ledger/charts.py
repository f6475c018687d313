"""The picture of the page of the log."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ledger.domain.witness import DAYS, Witness
from parvis.ui import words
from parvis.ui.charts import DayChart


def lines_by_day(witness: Witness) -> DayChart:
    """How many lines were added each of the last days."""
    count = witness.lines_lately
    title = ngettext(
        "%(count)s line was added in %(days)s days", "%(count)s lines were added in %(days)s days", count
    ) % {"count": words.number(count), "days": DAYS}
    return DayChart(id="lines", title=title, days=witness.days, unit=_("Number of lines"))
