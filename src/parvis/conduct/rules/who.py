"""Rule C45: who took part, against the population, with the caveat that it was their choice."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.analysis.quality.who_took_part import ENOUGH_PEOPLE
from parvis.conduct.enums import Chapter, Effect, State, Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Finding, Line, Rule
from parvis.conduct.rules.end import is_settled
from parvis.ui.words import listed

MOST_NAMED = 3


class WhoTookPart(Rule):
    """That it could not be measured, when few people answered, is said in public too, and keeps the rule."""

    code = "C45"
    title = gettext_lazy(
        "It is said who took part, against the population, and that this was their own choice"
    )
    source = gettext_lazy("Guarantors of the Grand Débat, on who is represented")
    chapter = Chapter.AFTER
    due = Step.CLOSED
    does = Effect.WARN

    def applies(self, facts: Facts) -> bool:
        """Of fewer people than that, shares say nothing of a population, and too much of each of them."""
        return not facts.is_over or facts.who.people >= ENOUGH_PEOPLE

    def is_due(self, facts: Facts) -> bool:
        return is_settled(facts)

    def judge(self, facts: Facts, *, step: Step) -> Line:
        """Before it is due, it says who is missing, while there is time to look for them."""
        line = super().judge(facts, step=step)
        if line.state != State.LATER or facts.is_over or not facts.who.missing:
            return line
        said = _("Fewer than their part of the population so far: %(who)s. There is time to look for them.")
        return replace(line, finding=Finding(said % {"who": listed(facts.who.missing[:MOST_NAMED])}, "panel"))

    def check(self, facts: Facts) -> Finding | None:
        found, closed = facts.who, facts.closes_at
        if not found.asked:
            return Finding(
                _("People were not asked who they are: nobody can say whom the figures stand for."), "panel"
            )
        if not found.compared:
            return Finding(
                _("Those who took part are compared with no population: give its figures."), "panel"
            )
        if found.stated_at is None or (closed is not None and found.stated_at < closed):
            return Finding(
                _("The statement of who took part was not made since the close: ask whoever runs the site."),
                "consultation",
            )
        return None


WHO: tuple[Rule, ...] = (WhoTookPart(),)
