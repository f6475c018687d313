"""Grades: in figures, and in words."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from parvis.ballots.methods.base import Answer, Method
from parvis.consultations.models import PhaseAction
from parvis.ui import words

GRADES = (
    pgettext_lazy("grade", "To reject"),
    pgettext_lazy("grade", "Poor"),
    pgettext_lazy("grade", "Fair"),
    pgettext_lazy("grade", "Good"),
    pgettext_lazy("grade", "Very good"),
    pgettext_lazy("grade", "Excellent"),
)
"""The worst first: the place of a grade is its value."""


class Grade(Method):
    shows_counts = False
    question = _("Your grade")

    def explain(self, ballot: PhaseAction) -> str:
        return gettext(
            "Give each item a grade from 0 to %(most)s; the mean ranks them, beside the median."
        ) % {"most": words.number(ballot.ballot_scale or 0)}

    def answers_of(self, ballot: PhaseAction) -> tuple[Answer, ...]:
        return tuple(
            Answer(grade, str(grade), words.number(grade)) for grade in range((ballot.ballot_scale or 0) + 1)
        )

    def said(self, ballot: PhaseAction, choice: int) -> str:
        return gettext("grade %(grade)s of %(most)s") % {
            "grade": words.number(choice),
            "most": words.number(ballot.ballot_scale or 0),
        }

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        """By the mean, in millionths so that it is whole; whoever is graded by nobody comes last."""
        people = sum(counts.values())
        total = sum(choice * count for choice, count in counts.items())
        return (round(1_000_000 * total / people) if people else -1,)


class MajorityJudgment(Method):
    shows_counts = False
    question = _("In your opinion, it is…")
    answers = tuple(Answer(grade, f"grade-{grade}", GRADES[grade]) for grade in reversed(range(len(GRADES))))

    def explain(self, ballot: PhaseAction) -> str:
        return gettext(
            "Give each item one of six grades in words; the grade that a majority gives at least ranks it."
        )
