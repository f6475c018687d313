"""Rules C44 and C46: people are told of what comes out, judge how it went, and what is promised is erased."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.conduct.enums import Chapter, Effect, Step
from parvis.conduct.evaluated import NIGHTS
from parvis.conduct.facts import Facts
from parvis.conduct.rules.base import Finding, Rule
from parvis.following.told import Standing
from parvis.ui import words

RHYTHM = timedelta(days=8)
"""The slowest rhythm of mail is a week; and a day."""


class Told(Rule):
    code = "C44"
    title = gettext_lazy(
        "Those who asked for it, or took part, are told of the synthesis and of the decision"
    )
    source = gettext_lazy("OECD, accountability; Senate, on the registers of 2019")
    chapter = Chapter.AFTER
    due = Step.OPEN
    does = Effect.WARN

    def is_due(self, facts: Facts) -> bool:
        return bool(self._old(facts))

    def check(self, facts: Facts) -> Finding | None:
        for row in self._old(facts):
            if sentence := self._waiting(row) or self._lost(row):
                return Finding(sentence, "consultation")
        return None

    def _old(self, facts: Facts) -> list[Standing]:
        """What was published long enough ago for everybody's rhythm, the last first."""
        return [row for row in reversed(facts.told) if row.published_at <= facts.now - RHYTHM]

    def _waiting(self, row: Standing) -> str:
        if not row.waiting:
            return ""
        said = ngettext(
            "%(count)s person was not told yet of “%(title)s”, published on %(day)s (mails sent: %(sent)s,"
            " not delivered: %(failed)s): ask whoever runs the site.",
            "%(count)s people were not told yet of “%(title)s”, published on %(day)s (mails sent: %(sent)s,"
            " not delivered: %(failed)s): ask whoever runs the site.",
            row.waiting,
        )
        return said % {
            "count": words.number(row.waiting),
            "title": row.title,
            "day": words.day(row.published_at),
            "sent": words.number(row.sent),
            "failed": words.number(row.failed),
        }

    def _lost(self, row: Standing) -> str:
        """None of the mails arrived: it is the mail of the site that does not work."""
        if row.sent or not row.failed:
            return ""
        return _(
            "No mail that tells “%(title)s” was delivered (tried: %(failed)s): ask whoever runs the site."
        ) % {"title": row.title, "failed": words.number(row.failed)}


class Ended(Rule):
    """What people answer is public by itself: the page of the evaluation shows it from five answers on."""

    code = "C46"
    title = gettext_lazy(
        "Those who took part are asked how it went, in public; personal data are erased on time;"
        " the archive is sealed"
    )
    source = gettext_lazy("OECD, 2021; GDPR, article 5(1)(e)")
    chapter = Chapter.AFTER
    due = Step.CLOSED
    does = Effect.WARN

    def is_due(self, facts: Facts) -> bool:
        return facts.closes_at is not None and facts.now >= facts.closes_at + NIGHTS

    def check(self, facts: Facts) -> Finding | None:
        sentence = self._unasked(facts) or self._unapplied(facts) or self._unsealed(facts)
        return Finding(sentence, "consultation") if sentence else None

    def _unasked(self, facts: Facts) -> str:
        count = facts.left.unasked
        if not count or facts.closes_at is None or facts.now < facts.closes_at + RHYTHM:
            return ""
        said = ngettext(
            "%(count)s person who took part was not asked yet how it went: ask whoever runs the site.",
            "%(count)s people who took part were not asked yet how it went: ask whoever runs the site.",
            count,
        )
        return said % {"count": words.number(count)}

    def _unapplied(self, facts: Facts) -> str:
        late = facts.left.unapplied
        if not late:
            return ""
        return _("Not erased for two nights: %(what)s. Ask whoever runs the site.") % {
            "what": "; ".join(late)
        }

    def _unsealed(self, facts: Facts) -> str:
        made = facts.returned.archived_at
        if facts.left.is_sealed and made is not None and made >= (facts.closes_at or made):
            return ""
        return _(
            "The archive made after the close is not yet under a signature of the public log: ask whoever"
            " runs the site."
        )


EVALUATED: tuple[Rule, ...] = (Told(), Ended())
