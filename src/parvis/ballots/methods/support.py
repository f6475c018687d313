"""One answer: support; a person may have a limited number of them."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import support_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method
from parvis.consultations.models import PhaseAction
from parvis.ui import words


class Support(Method):
    question = _("Do you support it?")
    answers = (Answer(Choice.SUPPORT, "support", _("Support"), "+"),)

    def explain(self, ballot: PhaseAction) -> str:
        limit = ballot.ballot_limit
        if limit is None:
            return gettext(
                "You may support as many items as you like; the number of people in support ranks them."
            )
        return ngettext(
            "You may support %(count)s item; the number of people in support ranks them.",
            "You may support %(count)s items at most; the number of people in support ranks them.",
            limit,
        ) % {"count": words.number(limit)}

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        return ngettext(
            "You already support %(count)s item, the most here. Withdraw it to support this one.",
            "You already support %(count)s items, the most here. Withdraw one to support this one.",
            ballot.ballot_limit or 0,
        ) % {"count": words.number(ballot.ballot_limit or 0)}

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return support_score(counts)
