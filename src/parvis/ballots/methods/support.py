"""One answer: support."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import support_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method


class Support(Method):
    question = _("Do you support it?")
    explanation = _("You may support as many items as you like; the number of people in support ranks them.")
    answers = (Answer(Choice.SUPPORT, "support", _("Support"), "+"),)

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return support_score(counts)
