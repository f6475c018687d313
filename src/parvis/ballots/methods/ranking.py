"""Ranks, the best first; nobody gives one rank twice."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.ballots.methods.base import Method
from parvis.consultations.models import PhaseAction
from parvis.ui import words

RANK_TWICE = _("Two items cannot have the same rank: change one of them. Nothing is recorded yet.")


class Ranking(Method):
    page = "paper"
    shows_counts = False
    question = _("In what order do you put them?")

    def explain(self, ballot: PhaseAction) -> str:
        limit = ballot.ballot_limit or 0
        return ngettext(
            "Choose your favourite; everybody’s orders are counted in three ways, side by side.",
            "Rank your favourites, %(count)s at most, the best first; everybody’s orders are counted in three"
            " ways, side by side.",
            limit,
        ) % {"count": words.number(limit)}

    def said(self, ballot: PhaseAction, choice: int) -> str:
        return gettext("rank %(rank)s") % {"rank": words.number(choice)}

    def check(self, ballot: PhaseAction, choice: int) -> int:
        most = ballot.ballot_limit or 0
        if not 1 <= choice <= most:
            raise Refused(gettext("Ranks go from 1 to %(most)s.") % {"most": words.number(most)})
        return choice

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        return gettext(
            "You ranked %(asked)s items, and may rank %(count)s at most. Nothing is recorded yet."
        ) % {"asked": words.number(asked), "count": words.number(ballot.ballot_limit or 0)}
