"""Rule C22: a rehearsal passed in the day before the opening.

Publishing rehearses by itself (`open_consultation`), and what opens later is rehearsed again by the site in
the day before its first phase. So that a draft has none, or an old one, keeps nobody from publishing it; that
the last one failed does. Once it is announced, dates are kept whatever a rehearsal finds: the rule warns.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.conduct.enums import Effect, Step
from parvis.conduct.facts import Facts
from parvis.conduct.rehearsed import DAY
from parvis.conduct.rules.base import Finding, Rule
from parvis.ui import words


class Rehearsed(Rule):
    code = "C22"
    title = gettext_lazy("A rehearsal passed on this site, in the day before the opening")
    source = gettext_lazy("Opening of the shared-initiative referendum on Aéroports de Paris, June 2019")

    def effect(self, facts: Facts) -> Effect:
        return Effect.BLOCK if facts.step == Step.DRAFT else Effect.WARN

    def is_due(self, facts: Facts) -> bool:
        """One that failed is told at once; that one lacks, from the day before the opening on."""
        last = facts.rehearsal
        if last is not None and not last.passed:
            return True
        if facts.step == Step.DRAFT:
            return last is not None and last.at > facts.now - DAY
        return facts.opens_at is not None and facts.opens_at - facts.now <= DAY

    def check(self, facts: Facts) -> Finding | None:
        last, opened = facts.rehearsal, facts.opened_at
        if last is None:
            return Finding(_("Nobody rehearsed it before it opened."), "rehearsal")
        if not last.passed:
            said = _("The rehearsal of %(when)s found what does not work: read its report, then rehearse.")
            return Finding(said % {"when": words.moment(last.at)}, "rehearsal")
        if facts.step > Step.DRAFT and opened is not None and last.at < opened - DAY:
            said = _("The last rehearsal is of %(when)s, more than a day before the opening: rehearse again.")
            return Finding(said % {"when": words.moment(last.at)}, "rehearsal")
        return None


REHEARSED: tuple[Rule, ...] = (Rehearsed(),)
