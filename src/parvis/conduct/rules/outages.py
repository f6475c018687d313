"""Rule C35: outages are public, and those near the close are answered in public."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.availability.wording import duration
from parvis.conduct.enums import Chapter, Effect, Step
from parvis.conduct.facts import Facts
from parvis.conduct.outages import LAST_HOURS
from parvis.conduct.rules.base import Finding, Rule


class Reachable(Rule):
    """What fell before anybody looked whether the site was there is not known: there, it says nothing."""

    code = "C35"
    title = gettext_lazy(
        "Outages are public; more than an hour of them in the last three days is made up for, or its"
        " organiser says why not"
    )
    source = gettext_lazy("Article 50 petition; opening of the shared-initiative referendum, June 2019")
    chapter = Chapter.DURING
    due = Step.OPEN
    does = Effect.WARN

    def applies(self, facts: Facts) -> bool:
        """One that never closes has no last days; of one that closed before, nobody knows."""
        if facts.step < Step.OPEN:
            return True
        since, closes_at = facts.lost.watched_since, facts.closes_at
        return closes_at is not None and (since is None or since < closes_at)

    def is_due(self, facts: Facts) -> bool:
        return facts.closes_at is not None and facts.now >= facts.closes_at - LAST_HOURS

    def check(self, facts: Facts) -> Finding | None:
        if facts.lost.watched_since is None:
            said = _("Nobody looks whether the site can be reached: ask whoever runs it to start its jobs.")
            return Finding(said, "consultation")
        if not facts.lost.is_much:
            return None
        said = _(
            "The site could not be reached for %(time)s in the last three days: give people more time, or"
            " say in public why not."
        )
        return Finding(said % {"time": duration(facts.lost.lost)}, "outages")


OUTAGES: tuple[Rule, ...] = (Reachable(),)
