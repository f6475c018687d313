"""Statements: agree, pass, disagree."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import opinion_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method
from parvis.consultations.models import PhaseAction


class Statements(Method):
    page = "next"
    question = _("Do you agree?")
    answers = (
        Answer(Choice.AGREE, "agree", _("Agree"), "+"),
        Answer(Choice.PASS, "pass", _("Pass"), "·"),
        Answer(Choice.DISAGREE, "disagree", _("Disagree"), "−"),
    )

    def explain(self, ballot: PhaseAction) -> str:
        return gettext(
            "One answer for each statement; people who agree, minus people who disagree, rank them."
        )

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return opinion_score(counts)
