"""Approval: tick what suits you, up to a number of items."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import support_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method
from parvis.consultations.models import PhaseAction
from parvis.ui import words


class Approval(Method):
    page = "paper"
    question = _("What suits you?")
    answers = (Answer(Choice.SUPPORT, "approve", _("It suits me"), "✓"),)

    def explain(self, ballot: PhaseAction) -> str:
        limit = ballot.ballot_limit or 0
        return ngettext(
            "Tick the item that suits you best; the number of people who tick an item ranks it.",
            "Tick what suits you, %(count)s items at most; the number of people who tick an item ranks it.",
            limit,
        ) % {"count": words.number(limit)}

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        return gettext(
            "You ticked %(asked)s items, and may tick %(count)s at most. Untick some: nothing is recorded."
        ) % {"asked": words.number(asked), "count": words.number(ballot.ballot_limit or 0)}

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return support_score(counts)
