"""Rules C37 to C43: totals, open data, synthesis, decision and answers, from the close on."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.conduct.enums import Chapter, Effect, Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Finding, Rule
from parvis.consultations.enums import LegalProfile
from parvis.ui import words

SETTLED = timedelta(days=1)
"""After the close: what is sent in the minutes of grace is in, and final totals are told."""
THINKING = timedelta(days=4)
"""Environmental Code, L123-19-1: between the close and the decision, unless nobody spoke."""


def is_settled(facts: Facts) -> bool:
    return facts.closes_at is not None and facts.now >= facts.closes_at + SETTLED


class Closing(Rule):
    chapter = Chapter.CLOSING
    due = Step.CLOSED
    does = Effect.WARN


class Totals(Closing):
    code = "C37"
    title = gettext_lazy("Totals are frozen and told within a day of the close")
    source = gettext_lazy("Counting of the Grand Débat")

    def applies(self, facts: Facts) -> bool:
        return facts.returned.ballots_over > 0 or not facts.is_over

    def is_due(self, facts: Facts) -> bool:
        return is_settled(facts)

    def check(self, facts: Facts) -> Finding | None:
        given = facts.returned
        if given.ballots_told < given.ballots_over:
            return Finding(
                _("The final totals of a vote were not told: ask whoever runs the site."), "consultation"
            )
        return None


class OpenData(Closing):
    code = "C38"
    title = gettext_lazy("Open data are published, with their dictionary and the public log")
    source = "CRPA, L312-1-1, L312-1-2"

    def is_due(self, facts: Facts) -> bool:
        return is_settled(facts)

    def check(self, facts: Facts) -> Finding | None:
        made, closed = facts.returned.archived_at, facts.closes_at
        if closed is not None and (made is None or made < closed):
            return Finding(
                _("No archive was made since the close: ask whoever runs the site."), "consultation"
            )
        return None


class Interval(Rule):
    code = "C39"
    title = gettext_lazy("The decision leaves the time to read what was said")
    source = gettext_lazy("Environmental Code, L123-19-1; Conseil d’État")
    chapter = Chapter.AFTER
    due = Step.DECIDED
    profiles = frozenset({LegalProfile.ENVIRONMENT, LegalProfile.INDIVIDUAL})

    def applies(self, facts: Facts) -> bool:
        return facts.profile in self.profiles

    def check(self, facts: Facts) -> Finding | None:
        first = self.first_day(facts)
        if first is None or facts.decided_on is None or facts.decided_on >= first:
            return None
        return Finding(
            _("The decision cannot be taken before %(day)s: four days after the close.")
            % {"day": words.day(first)},
            "decision",
        )

    def first_day(self, facts: Facts) -> date | None:
        """After four whole days; None when nobody spoke."""
        if facts.closes_at is None or not facts.returned.has_spoken:
            return None
        last = timezone.localtime(facts.closes_at + THINKING - timedelta(microseconds=1))
        return last.date() + timedelta(days=1)


class Synthesis(Rule):
    """Blocks the decision, everywhere: one that comes before the synthesis has read nothing."""

    code = "C40"
    title = gettext_lazy("The synthesis is published by the day that was promised, and before the decision")
    source = gettext_lazy("CRPA, L132-2, R*132-6; Environmental Code, L123-19-1")
    chapter = Chapter.AFTER
    due = Step.CLOSED

    def is_due(self, facts: Facts) -> bool:
        given = facts.returned.synthesised_on
        return given is not None or facts.decided_on is not None or facts.is_late

    def check(self, facts: Facts) -> Finding | None:
        given, decided = facts.returned.synthesised_on, facts.decided_on
        if given is None and decided is not None:
            return Finding(
                _("Publish the synthesis, once it is closed: no decision is published before it."),
                "synthesis",
            )
        if given is None:
            return Finding(
                _("The synthesis was promised for %(day)s: it is late.")
                % {"day": words.day(facts.due or facts.today)},
                "synthesis",
            )
        if facts.profile == LegalProfile.COMMITTEE and decided is not None and given > decided:
            return Finding(
                _("The synthesis is published on the day when the act is signed, at the latest."), "synthesis"
            )
        return None


class Method(Closing):
    code = "C41"
    title = gettext_lazy("The synthesis says who wrote it, and how")
    source = gettext_lazy("Guarantors of the Grand Débat")
    chapter = Chapter.AFTER

    def is_due(self, facts: Facts) -> bool:
        return facts.returned.synthesised_on is not None

    def check(self, facts: Facts) -> Finding | None:
        if not facts.returned.method.strip():
            return Finding(_("Write in the synthesis who wrote it, with what tools."), "synthesis")
        if left := facts.returned.uncovered:
            said = ngettext(
                "%(count)s small topic is in no finding of the synthesis: minority positions are kept too.",
                "%(count)s small topics are in no finding of the synthesis: minority positions are kept too.",
                left,
            )
            return Finding(said % {"count": words.number(left)}, "synthesis")
        return None


class Kept(Closing):
    code = "C42"
    title = gettext_lazy("It is said what was kept, what was not, and why")
    source = gettext_lazy("Environmental Code, L120-1, L123-19-1")
    chapter = Chapter.AFTER

    def is_due(self, facts: Facts) -> bool:
        return facts.decided_on is not None or facts.is_late

    def check(self, facts: Facts) -> Finding | None:
        if facts.decided_on is not None:
            return None
        return Finding(
            _("A decision was promised for %(day)s: publish it, or say when it comes.")
            % {"day": words.day(facts.due or facts.today)},
            "decision",
        )


class Answered(Closing):
    code = "C43"
    title = gettext_lazy("What people proposed is answered, and what is promised is followed up")
    source = gettext_lazy("Charter of public participation, article 1; OECD, accountability")
    chapter = Chapter.AFTER

    def applies(self, facts: Facts) -> bool:
        return facts.returned.has_contributions or not facts.is_over

    def is_due(self, facts: Facts) -> bool:
        return facts.is_late

    def check(self, facts: Facts) -> Finding | None:
        if not facts.returned.has_answers:
            return Finding(
                _("No contribution has an answer yet: begin by those that gathered most."), "contributions"
            )
        if silent := facts.returned.silent_commitments:
            said = ngettext(
                "%(count)s commitment is late, and nothing was said of it since: tell where it stands.",
                "%(count)s commitments are late, and nothing was said of them since: tell where they stand.",
                silent,
            )
            return Finding(said % {"count": words.number(silent)}, "commitments")
        return None


END: tuple[Rule, ...] = (Totals(), OpenData(), Interval(), Synthesis(), Method(), Kept(), Answered())
