"""What every voting method says of itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction

Page = Literal["item", "paper", "next"]
NO_SUCH_ANSWER = _("This answer does not exist in this vote. Choose one of those shown.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that a voter may give: its value, the word posted, the one that is read, its sign."""

    choice: int
    code: str
    label: Promise | str
    sign: str = ""


class Method(ABC):
    """A voting method: its answers, one sentence that explains it, and the score that ranks items.

    `page` is where one votes: beside each item, on a paper that shows them all, or on one card after
    another. `shows_counts`: whether single counts mean something before the method makes a result of them.
    """

    page: ClassVar[Page] = "item"
    shows_counts: ClassVar[bool] = True
    question: ClassVar[Promise]
    answers: ClassVar[tuple[Answer, ...]] = ()

    @abstractmethod
    def explain(self, ballot: PhaseAction) -> str:
        """The method in one sentence, with the limits of this ballot; its consultation is at hand."""

    def answers_of(self, ballot: PhaseAction) -> tuple[Answer, ...]:
        """The answers that stand as buttons beside an item; none when one votes elsewhere."""
        return self.answers

    def said(self, ballot: PhaseAction, choice: int) -> str:
        """Somebody's own vote, in words."""
        return next((str(answer.label) for answer in self.answers_of(ballot) if answer.choice == choice), "")

    def check(self, ballot: PhaseAction, choice: int) -> int:
        """The choice itself; refuses one that this ballot does not offer."""
        return self._one([answer for answer in self.answers_of(ballot) if answer.choice == choice]).choice

    def answer_named(self, ballot: PhaseAction, code: str) -> Answer:
        """The answer posted under this word; refuses one that this ballot does not offer."""
        return self._one([answer for answer in self.answers_of(ballot) if answer.code == code])

    def weight(self, choice: int, cost: int) -> int:
        """What a vote takes of the limit of its ballot; `cost` is that of its item, 0 without one."""
        return 1

    def too_much(self, ballot: PhaseAction, asked: int) -> str:
        """What is said when a person asks for more than the limit."""
        raise NotImplementedError

    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        """The key that ranks an item, the higher the better, from people by choice."""
        return (sum(counts.values()),)

    def _one(self, found: list[Answer]) -> Answer:
        if not found:
            raise Refused(NO_SUCH_ANSWER)
        return found[0]
