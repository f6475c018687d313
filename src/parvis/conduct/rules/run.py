"""Rules C26 to C31: who votes, what is hidden, what waits for the team, while people take part."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.conduct.algorithms import unregistered
from parvis.conduct.enums import Chapter, Effect, Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Finding, Rule
from parvis.ui import words


class Running(Rule):
    """That it does not hold is public, and prevents nothing: what is late is still owed."""

    chapter = Chapter.DURING
    due = Step.OPEN
    does = Effect.WARN


class Neutral(Running):
    code = "C26"
    title = gettext_lazy("The team of the consultation does not vote")
    source = gettext_lazy("CNDP, neutrality and equivalence")

    def check(self, facts: Facts) -> Finding | None:
        votes = facts.team_votes
        if not votes:
            return None
        said = ngettext(
            "%(count)s vote is of somebody of the team: it was given before they joined.",
            "%(count)s votes are of people of the team: they were given before they joined.",
            votes,
        )
        return Finding(said % {"count": words.number(votes)}, "team")


class Explained(Running):
    code = "C27"
    title = gettext_lazy(
        "Each text that is hidden has its reason in the public register, and its place in the open bin"
    )
    source = gettext_lazy("DSA, article 17; CESE")

    def check(self, facts: Facts) -> Finding | None:
        count = facts.unexplained
        if not count:
            return None
        said = ngettext(
            "%(count)s text is hidden without a decision.",
            "%(count)s texts are hidden without a decision.",
            count,
        )
        return Finding(said % {"count": words.number(count)}, "contributions")


class Described(Running):
    code = "C30"
    title = gettext_lazy("What is computed is described in the register of algorithms")
    source = "CRPA, L311-3-1, R311-3-1-1, L312-1-3"
    due = Step.ANNOUNCED

    def check(self, facts: Facts) -> Finding | None:
        lacking = unregistered(facts.methods)
        if not lacking:
            return None
        return Finding(
            _("The register does not describe how this is counted: %(methods)s.")
            % {"methods": ", ".join(str(method.label) for method in lacking)},
            "consultation",
        )


class Appeals(Running):
    code = "C28"
    title = gettext_lazy("Appeals are decided by another person, within the delay that was announced")
    source = gettext_lazy("DSA, article 20")

    def check(self, facts: Facts) -> Finding | None:
        late = facts.appeals.late
        if not late:
            return self._alone(facts)
        said = ngettext("%(count)s appeal is late.", "%(count)s appeals are late.", late)
        return Finding(said % {"count": words.number(late)}, "appeals")

    def _alone(self, facts: Facts) -> Finding | None:
        if facts.moderators > 1:
            return None
        return Finding(
            _("Bring a second person into the team: whoever hid a text does not decide on its appeal."),
            "team",
        )


class Reports(Running):
    code = "C29"
    title = gettext_lazy("Reports are looked at within a week")
    source = gettext_lazy("DSA, article 16")

    def check(self, facts: Facts) -> Finding | None:
        late = facts.reports.late
        if not late:
            return None
        said = ngettext(
            "%(count)s case has waited for more than a week.",
            "%(count)s cases have waited for more than a week.",
            late,
        )
        return Finding(said % {"count": words.number(late)}, "cases")


class Answers(Running):
    code = "C31"
    title = gettext_lazy(
        "Questions to the organiser are answered in public, within the delay that was announced"
    )
    source = gettext_lazy("CNDP; Charter of public participation, article 1")

    def check(self, facts: Facts) -> Finding | None:
        late = facts.questions.late
        if not late:
            return None
        said = ngettext("%(count)s question is late.", "%(count)s questions are late.", late)
        return Finding(said % {"count": words.number(late)}, "questions")


RUN: tuple[Rule, ...] = (Neutral(), Explained(), Appeals(), Reports(), Described(), Answers())
