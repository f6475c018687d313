"""Rules C16 to C36 that were once held in silence: what the software does is looked at like the rest."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.accounts.enums import IdentityLevel
from parvis.conduct.enums import Step
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Finding, Rule
from parvis.conduct.rules.end import Closing
from parvis.conduct.rules.run import Running
from parvis.conduct.rules.start import Warned
from parvis.ui import words

SIGNED_WITHIN = timedelta(minutes=10)
"""An act has its place in a signed log within it: three seconds, as a rule."""
FRESH = timedelta(days=2)
"""Acts are looked at every hour."""
A_POLL = r"\b(?:r[ée]f[ée]rendums?|pl[ée]biscites?|sondages?|votations?|polls?)\b"
POLL = re.compile(A_POLL, re.IGNORECASE)
NO_POLL = re.compile(rf"\b(?:ni|pas|aucun|neither|nor|not|no)\b[^.!?]{{0,60}}?{A_POLL}", re.IGNORECASE)


class NoPuzzle(Warned):
    code = "C16"
    title = gettext_lazy("Nobody has to decipher an image, or to pass a test, to take part")
    source = gettext_lazy("RGAA 1.4, 1.5; WCAG 2.2, 3.3.8")

    def check(self, facts: Facts) -> Finding | None:
        found = facts.watched.puzzles
        if not found:
            return None
        return Finding(
            _("Take this out of the settings of the site, which already tells robots apart: %(names)s.")
            % {"names": ", ".join(found)},
            "site",
        )


class Levels(Warned):
    """Warns: codes are often made between the announcement and the opening."""

    code = "C19"
    title = gettext_lazy("Each act asks for a level of identity that people may have; results say who had it")
    source = gettext_lazy("COEPIA; CNIL")

    def check(self, facts: Facts) -> Finding | None:
        seen = facts.watched
        if any(level < IdentityLevel.EMAIL for level in seen.levels):
            return Finding(_("Say which level of identity each act asks for: one asks for none."), "identity")
        asked = max(seen.levels, default=IdentityLevel.EMAIL)
        if asked > seen.reachable:
            return Finding(
                _(
                    "Nobody can have the level that is asked (%(level)s): ask for less, or send codes, trust"
                    " a domain, or link who recognises people."
                )
                % {"level": IdentityLevel(asked).label},
                "identity",
            )
        if not seen.undivided:
            return None
        said = ngettext(
            "The figures of %(count)s vote do not say who had which level: ask whoever runs the site.",
            "The figures of %(count)s votes do not say who had which level: ask whoever runs the site.",
            seen.undivided,
        )
        return Finding(said % {"count": words.number(seen.undivided)}, "consultation")


class NoPoll(Warned):
    """Lists are drawn at random, and counters bear its words: what an organiser names is looked at here."""

    code = "C21"
    title = gettext_lazy("It is not called a poll or a referendum, and nothing is ranked by votes by itself")
    source = gettext_lazy("COEPIA; guarantors of the Grand Débat; CESE")

    def check(self, facts: Facts) -> Finding | None:
        called = [found.group() for name in self._names(facts) if (found := said_to_be(name))]
        page = facts.page
        texts = (page.summary, page.presentation, page.use_of_contributions)
        if not called or any(NO_POLL.search(strip_tags(str(text))) for text in texts):
            return None
        return Finding(
            _("Choose another word than “%(word)s”, or say in the presentation that it is not one.")
            % {"word": called[0]}
        )

    def _names(self, facts: Facts) -> tuple[str, ...]:
        return (str(facts.page.title), *facts.watched.names)


def said_to_be(name: str) -> re.Match[str] | None:
    """The word by which something is called a poll; None when it is said not to be one."""
    return None if NO_POLL.search(name) else POLL.search(name)


class AsItComes(Running):
    code = "C23"
    title = gettext_lazy("Contributions appear as they come, all in the same way")
    source = gettext_lazy("CNDP, transparency and equivalence")

    def check(self, facts: Facts) -> Finding | None:
        delay = facts.watched.delay
        if delay.most is not None and delay.most > delay.promised:
            return Finding(
                _(
                    "Read sooner what waits to appear: of a hundred, ninety-five wait up to %(most)s, where"
                    " %(promised)s are promised."
                )
                % {"most": in_words(delay.most), "promised": in_words(delay.promised)},
                "queue",
            )
        if delay.late:
            said = ngettext(
                "%(count)s text waits to be read for longer than was promised.",
                "%(count)s texts wait to be read for longer than was promised.",
                delay.late,
            )
            return Finding(said % {"count": words.number(delay.late)}, "queue")
        unsaid = facts.watched.unsaid
        if not unsaid:
            return None
        said = ngettext(
            "%(count)s phase takes over a list made by hand: say in its words how it was chosen.",
            "%(count)s phases take over a list made by hand: say in their words how it was chosen.",
            unsaid,
        )
        return Finding(said % {"count": words.number(unsaid)}, "phases")


def in_words(time: timedelta) -> str:
    """Whole hours up to two days, then whole days, rounded up."""
    hours = max(1, -(-time // timedelta(hours=1)))
    if hours <= 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": words.number(hours)}
    days = -(-hours // 24)
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": words.number(days)}


class Traced(Running):
    code = "C24"
    title = gettext_lazy("Each act has its line in the public log, signed within minutes")
    source = gettext_lazy("CRPA, L112-11; referendum by shared initiative of 2019")

    def is_due(self, facts: Facts) -> bool:
        return facts.watched.inspection is not None

    def check(self, facts: Facts) -> Finding | None:
        found, signing = facts.watched.inspection, facts.watched.signing
        if signing.is_halted:
            return Finding(_("The public log no longer signs: ask whoever runs the site."), "site")
        if signing.waits_since is not None and facts.now - signing.waits_since > SIGNED_WITHIN:
            return Finding(
                _("A line of the public log has waited for its signature since %(moment)s.")
                % {"moment": words.moment(signing.waits_since)},
                "site",
            )
        if found is None:
            return None
        if facts.step == Step.OPEN and facts.now - found.made_at > FRESH:
            return Finding(
                _("Nobody has looked since %(moment)s whether each act has its line: jobs may be stopped.")
                % {"moment": words.moment(found.made_at)},
                "site",
            )
        if not found.unlogged:
            return None
        said = ngettext(
            "%(count)s act has no line in the public log.",
            "%(count)s acts have no line in the public log.",
            found.unlogged,
        )
        return Finding(said % {"count": words.number(found.unlogged)}, "site")


class Steady(Running):
    code = "C25"
    title = gettext_lazy("Since the opening, rules have not been shortened, and each change has its reason")
    source = gettext_lazy("CRPA, L132-2")

    def check(self, facts: Facts) -> Finding | None:
        changes = facts.watched.changes
        if changes.is_reframed:
            return Finding(_("The legal frame has changed since the opening: put it back."))
        if changes.shortened:
            said = ngettext(
                "%(count)s phase ends sooner than was announced, or is gone: give it its time back.",
                "%(count)s phases end sooner than was announced, or are gone: give them their time back.",
                changes.shortened,
            )
            return Finding(said % {"count": words.number(changes.shortened)}, "phases")
        lacking = changes.unexplained
        if not lacking:
            return None
        said = ngettext(
            "%(count)s change has no reason: say why, everybody will read it.",
            "%(count)s changes have no reason: say why, everybody will read it.",
            lacking,
        )
        return Finding(said % {"count": words.number(lacking)}, "changes")


class Grouped(Running):
    code = "C32"
    title = gettext_lazy("One text sent by many is shown once, with its number, and never dropped")
    source = gettext_lazy("ACUS, 2021; consultation of 2019 on speed limits")

    def is_due(self, facts: Facts) -> bool:
        return facts.watched.inspection is not None

    def check(self, facts: Facts) -> Finding | None:
        found = facts.watched.inspection
        if found is None or not found.ungrouped:
            return None
        said = ngettext(
            "%(count)s identical text is not counted behind the one that is shown: jobs may be stopped.",
            "%(count)s identical texts are not counted behind the one that is shown: jobs may be stopped.",
            found.ungrouped,
        )
        return Finding(said % {"count": words.number(found.ungrouped)}, "site")


class NotMine(Running):
    code = "C33"
    title = gettext_lazy("Whoever says “this is signed with my name” is answered within a week")
    source = gettext_lazy("ACUS, 2021; FCC, 2017")

    def check(self, facts: Facts) -> Finding | None:
        if not facts.moderators:
            return Finding(_("Bring into the team somebody who moderates: nobody would read it."), "team")
        late = facts.watched.misattributed_late
        if not late:
            return None
        said = ngettext(
            "Somebody said more than a week ago that %(count)s text is not theirs: decide.",
            "People said more than a week ago that %(count)s texts are not theirs: decide.",
            late,
        )
        return Finding(said % {"count": words.number(late)}, "cases")


class Forewarned(Running):
    code = "C34"
    title = gettext_lazy("Who is stopped is told why, for a time, and it is counted in public")
    source = "CRPA, L112-11"

    def is_due(self, facts: Facts) -> bool:
        return facts.watched.inspection is not None

    def check(self, facts: Facts) -> Finding | None:
        found = facts.watched.inspection
        if found is None or not found.endless:
            return None
        said = ngettext(
            "%(count)s account was closed by somebody else, without an end: open it again.",
            "%(count)s accounts were closed by somebody else, without an end: open them again.",
            found.endless,
        )
        return Finding(said % {"count": words.number(found.endless)}, "site")


class OnTime(Closing):
    """From the end of the first phase on: each closes at its own second."""

    code = "C36"
    title = gettext_lazy("Nothing is taken after the second that was announced, but for the minutes of grace")
    source = "CRPA, R*132-5"
    due = Step.OPEN

    def is_due(self, facts: Facts) -> bool:
        found = facts.watched.inspection
        ends = [period.ends_at for period in facts.periods if period.ends_at is not None]
        return found is not None and any(end < found.made_at for end in ends)

    def check(self, facts: Facts) -> Finding | None:
        found = facts.watched.inspection
        if found is None or not found.late:
            return None
        said = ngettext(
            "%(count)s act was taken after its phase had closed: say so in the synthesis.",
            "%(count)s acts were taken after their phase had closed: say so in the synthesis.",
            found.late,
        )
        return Finding(said % {"count": words.number(found.late)}, "synthesis")


HELD: tuple[Rule, ...] = (
    NoPuzzle(), Levels(), NoPoll(), AsItComes(), Traced(), Steady(), Grouped(), NotMine(), Forewarned(),
    OnTime(),
)  # fmt: skip
