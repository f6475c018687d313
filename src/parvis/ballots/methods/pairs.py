"""Which of two."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import Method
from parvis.consultations.models import PhaseAction


class Pairs(Method):
    page = "next"
    shows_counts = False
    question = _("Which of the two do you prefer?")

    def explain(self, ballot: PhaseAction) -> str:
        return gettext(
            "Say which of two you prefer, as many times as you like; all answers together say what chance"
            " each item has of being preferred to another."
        )

    def said(self, ballot: PhaseAction, choice: int) -> str:
        return gettext("preferred") if choice == Choice.FOR else gettext("no preference")
