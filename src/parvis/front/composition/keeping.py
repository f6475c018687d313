"""What a consultation says of how it is kept: on time, what changed since the opening, what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.conduct.enums import Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.held import in_words
from parvis.conduct.watched import Change
from parvis.conduct.watching import Week, refused_lately
from parvis.contributions.domain.submit import GRACE
from parvis.front.composition.consultation import where_texts_wait
from parvis.front.composition.outcomes import Table
from parvis.ui import words


@dataclass(frozen=True, slots=True)
class Keeping:
    """`grace` in minutes; `first`: where texts are read before they appear, if anywhere; `delay`: how long
    that takes; `late`: how many wait for longer than was promised, in words.
    """

    grace: int
    first: list[str]
    delay: str
    late: str
    is_begun: bool
    changes: tuple[Change, ...]
    refused: Table


def keeping(facts: Facts) -> Keeping:
    """Five queries."""
    phases = list(facts.page.phases.prefetch_related("actions__kind"))
    return Keeping(
        grace=GRACE // timedelta(minutes=1),
        first=where_texts_wait(phases),
        delay=_delay(facts),
        late=_late(facts.watched.delay.late),
        is_begun=facts.step >= Step.OPEN,
        changes=facts.watched.changes.rows[::-1],
        refused=_refused(refused_lately(facts.page, facts.now)),
    )


def _delay(facts: Facts) -> str:
    found = facts.watched.delay
    if found.median is None or found.most is None:
        return ""
    said = ngettext(
        "%(count)s text came, to be read before it appears: that is promised within %(promised)s. Half were"
        " read within %(median)s, and ninety-five in a hundred within %(most)s.",
        "%(count)s texts came, to be read before they appear: that is promised within %(promised)s. Half were"
        " read within %(median)s, and ninety-five in a hundred within %(most)s.",
        found.came,
    )
    return said % {
        "count": words.number(found.came),
        "promised": in_words(found.promised),
        "median": in_words(found.median),
        "most": in_words(found.most),
    }


def _late(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "%(count)s text waits for longer than was promised.",
        "%(count)s texts wait for longer than was promised.",
        count,
    )
    return said % {"count": words.number(count)}


def _refused(weeks: list[Week]) -> Table:
    return Table(
        caption=_("What was refused, week by week"),
        headings=[
            _("Week from"),
            _("Acts beyond the limits, on the whole site"),
            _("Texts read first and not published, here"),
            _("Votes set aside, here"),
        ],
        rows=[
            [words.day(week.first), *map(words.number, (week.limited, week.guests, week.aside))]
            for week in weeks
        ],
    )
