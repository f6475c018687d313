"""Points that each person shares among the items."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.ballots.methods.base import Method
from parvis.consultations.models import PhaseAction
from parvis.ui import words


class Points(Method):
    page = "paper"
    shows_counts = False
    question = _("How do you share your points?")

    def explain(self, ballot: PhaseAction) -> str:
        values = {
            "count": words.number(ballot.ballot_limit or 0),
            "each": words.number(ballot.ballot_limit_each or 0),
        }
        if ballot.ballot_limit_each is None:
            return (
                gettext("Share %(count)s points among the items as you like; points are added up.") % values
            )
        return gettext("Share %(count)s points, %(each)s at most on one item; points are added up.") % values

    def said(self, ballot: PhaseAction, choice: int) -> str:
        return ngettext("%(count)s point", "%(count)s points", choice) % {"count": words.number(choice)}

    def check(self, ballot: PhaseAction, choice: int) -> int:
        most = ballot.ballot_limit_each or ballot.ballot_limit or 0
        if not 1 <= choice <= most:
            raise Refused(
                gettext("On one item, give %(most)s points at most.") % {"most": words.number(most)}
            )
        return choice

    def weight(self, choice: int, cost: int) -> int:
        return choice

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        return gettext(
            "You shared %(asked)s points out of %(count)s. Take some back: nothing is recorded yet."
        ) % {"asked": words.number(asked), "count": words.number(ballot.ballot_limit or 0)}

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return (sum(choice * people for choice, people in counts.items()), sum(counts.values()))
