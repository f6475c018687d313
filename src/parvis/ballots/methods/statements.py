"""Statements: agree, pass, disagree."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from parvis.analysis.tally import opinion_score
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Answer, Method


class Statements(Method):
    question = _("Do you agree?")
    explanation = _("One answer for each statement; people who agree, minus people who disagree, rank them.")
    answers = (
        Answer(Choice.AGREE, "agree", _("Agree"), "+"),
        Answer(Choice.PASS, "pass", _("Pass"), "·"),
        Answer(Choice.DISAGREE, "disagree", _("Disagree"), "−"),
    )

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        return opinion_score(counts)
