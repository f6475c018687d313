"""Three answers: for, mixed, against."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import opinion_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method
from parvis.consultations.models import PhaseAction


class ForMixedAgainst(Method):
    question = _("What do you think of it?")
    answers = (
        Answer(Choice.FOR, "for", _("For"), "+"),
        Answer(Choice.MIXED, "mixed", _("Mixed"), "±"),
        Answer(Choice.AGAINST, "against", _("Against"), "−"),
    )

    def explain(self, ballot: PhaseAction) -> str:
        return gettext("One answer for each item; people for, minus people against, rank them.")

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return opinion_score(counts)
