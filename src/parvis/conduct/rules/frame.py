"""Rules C01 to C09: the frame, the dates, who is who, and the promise of an answer."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.conduct.enums import Effect, Mode
from parvis.conduct.facts import ADVISED_DAYS, LEAST_DAYS, PIECES, Facts
from parvis.conduct.rules.base import Finding, Rule
from parvis.consultations.enums import LegalProfile
from parvis.ui import words

MANDATORY = frozenset(LEAST_DAYS)


def unsaid(wanted: Iterable[tuple[object, str]]) -> Finding | None:
    """Of texts, each with its name, those that say nothing: an empty paragraph is no text."""
    lacking = [name for value, name in wanted if not unescape(strip_tags(str(value))).strip()]
    if not lacking:
        return None
    return Finding(_("Write what people will look for: %(lacking)s.") % {"lacking": ", ".join(lacking)})


class LegalFrame(Rule):
    code = "C01"
    title = gettext_lazy("The legal frame is named")
    source = "CRPA, L131-1, L132-1"

    def check(self, facts: Facts) -> Finding | None:
        if facts.profile is None:
            return Finding(
                _("Choose the legal frame: it sets the least duration, the documents, the deadlines.")
            )
        if facts.promised not in (None, facts.profile):
            return Finding(_("The legal frame was announced: it can no longer change."))
        return None


class PublicRules(Rule):
    code = "C02"
    title = gettext_lazy("The rules are public: on what, for what use, who decides, when")
    source = gettext_lazy("CRPA, L131-1; Charter of public participation, article 1")

    def check(self, facts: Facts) -> Finding | None:
        page = facts.page
        wanted = (
            (page.summary, _("a summary in one or two sentences")),
            (page.presentation, _("the presentation")),
            (page.use_of_contributions, _("what is done with the contributions")),
            (page.decision_maker, _("who decides")),
        )
        if finding := unsaid(wanted):
            return finding
        if not facts.periods:
            return Finding(
                _("Add a phase that opens something: without one, nobody can take part."), "phases"
            )
        return None


class Dates(Rule):
    code = "C03"
    title = gettext_lazy("Opening and closing dates are announced")
    source = "CRPA, R*132-5"

    def check(self, facts: Facts) -> Finding | None:
        if facts.periods and facts.closes_at is None:
            return Finding(_("Give an end to each phase that opens something."), "phases")
        if not facts.periods:
            return Finding(_("Add a phase with its dates."), "phases")
        return None


class LegalFile(Rule):
    code = "C04"
    title = gettext_lazy("The documents that the law asks for are published")
    source = gettext_lazy("CRPA, R*132-5, R*132-7; Environmental Code, L123-19-1")
    profiles = MANDATORY

    def check(self, facts: Facts) -> Finding | None:
        if facts.profile is None:
            return None
        there = {source.piece for source in facts.sources}
        lacking = sorted(str(piece.label) for piece in PIECES[facts.profile] - there)
        if lacking:
            return Finding(
                _("Publish as a resource, with its place in the legal file: %(lacking)s.")
                % {"lacking": ", ".join(lacking)},
                "resources",
            )
        if facts.profile == LegalProfile.COMMITTEE and not facts.page.replaced_committee.strip():
            return Finding(_("Name the committee that this consultation replaces."))
        return None

    def applies(self, facts: Facts) -> bool:
        return facts.profile in self.profiles


class Announcement(Rule):
    code = "C05"
    title = gettext_lazy("It is announced where the law says")
    source = "CRPA, R*132-4, R*132-6"
    mode = Mode.ATTESTED
    profiles = frozenset({LegalProfile.COMMITTEE})
    does = Effect.WARN

    def applies(self, facts: Facts) -> bool:
        return facts.profile in self.profiles

    def check(self, facts: Facts) -> Finding | None:
        if not facts.page.announcement:
            return Finding(_("Write the address of the official announcement."))
        return None


class Duration(Rule):
    code = "C06"
    title = gettext_lazy("It lasts long enough")
    source = gettext_lazy("CRPA, L132-3; Environmental Code, L123-19-1")

    def effect(self, facts: Facts) -> Effect:
        return Effect.BLOCK if facts.profile in MANDATORY else Effect.WARN

    def check(self, facts: Facts) -> Finding | None:
        least = LEAST_DAYS.get(facts.profile, ADVISED_DAYS) if facts.profile else ADVISED_DAYS
        if facts.closes_at is None or facts.days >= least:
            return None
        said = ngettext(
            "It is open for %(days)s whole day, the opening day excluded: %(least)s are needed.",
            "It is open for %(days)s whole days, the opening day excluded: %(least)s are needed.",
            facts.days,
        )
        return Finding(said % {"days": words.number(facts.days), "least": words.number(least)}, "phases")


class Stakes(Rule):
    code = "C07"
    title = gettext_lazy("It says what is open, what is settled, and the other solutions")
    source = gettext_lazy("Charter of public participation, article 1")

    def check(self, facts: Facts) -> Finding | None:
        page = facts.page
        wanted = (
            (page.open_points, _("what can still change")),
            (page.settled_points, _("what is already settled")),
            (page.alternatives, _("the other solutions, doing nothing included")),
        )
        return unsaid(wanted)


class Owners(Rule):
    code = "C08"
    title = gettext_lazy("It names who consults, who decides, who pays, who runs the site")
    source = gettext_lazy("Charter of public participation, article 1; OECD, transparency")

    def check(self, facts: Facts) -> Finding | None:
        page = facts.page
        wanted = (
            (page.organiser, _("who consults")),
            (page.decision_maker, _("who decides")),
            (page.funder, _("who pays")),
            (page.operator, _("who runs this site")),
            (page.contact, _("an address for questions")),
        )
        return unsaid(wanted)


class Promise(Rule):
    code = "C09"
    title = gettext_lazy("An answer is promised, for a day, by somebody")
    source = gettext_lazy("CRPA, L131-1; Charter of public participation, article 1")

    def check(self, facts: Facts) -> Finding | None:
        page = facts.page
        if page.answer_due is None:
            return Finding(
                _("Write the day on which the answer is due: two months after the close, as a rule.")
            )
        if not page.answer_in_charge.strip():
            return Finding(_("Name who is in charge of the answer."))
        if facts.closes_at is not None and page.answer_due < timezone.localdate(facts.closes_at):
            return Finding(_("The answer is due before the close: choose a later day."))
        return None


FRAME: tuple[Rule, ...] = (
    LegalFrame(), PublicRules(), Dates(), LegalFile(), Announcement(), Duration(), Stakes(), Owners(),
    Promise(),
)  # fmt: skip
