"""A budget to spend on items that have a cost."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.ballots.amounts import amount
from parvis.ballots.enums import Choice
from parvis.ballots.methods.base import NO_SUCH_ANSWER, Method
from parvis.consultations.models import PhaseAction

NO_COST = _("This project has no cost yet: it cannot be chosen.")


class Budget(Method):
    page = "paper"
    shows_counts = False
    question = _("What would you fund?")

    def explain(self, ballot: PhaseAction) -> str:
        return gettext(
            "You have %(amount)s: choose what fits in it. What people want is funded, counted in two ways."
        ) % {"amount": money(ballot, ballot.ballot_limit or 0)}

    def said(self, ballot: PhaseAction, choice: int) -> str:
        return gettext("in my budget")

    def check(self, ballot: PhaseAction, choice: int) -> int:
        if choice != Choice.SUPPORT:
            raise Refused(NO_SUCH_ANSWER)
        return choice

    def weight(self, choice: int, cost: int) -> int:
        if not cost:
            raise Refused(NO_COST)
        return cost

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        limit = ballot.ballot_limit or 0
        return gettext(
            "Your choice costs %(asked)s: %(over)s too much. Take something out: nothing is recorded yet."
        ) % {"asked": money(ballot, asked), "over": money(ballot, asked - limit)}


def money(ballot: PhaseAction, value: int) -> str:
    """In the currency of the consultation."""
    return amount(value, ballot.phase.consultation.currency)
