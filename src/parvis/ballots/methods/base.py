"""What every voting method says of itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.ballots.enums import Choice


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that a voter may give: the word that is posted, the one that is read, and its sign."""

    choice: Choice
    code: str
    label: Promise
    sign: str


class Method(ABC):
    """A voting method: its answers, one sentence that explains it, and the score that ranks items."""

    question: ClassVar[Promise]
    explanation: ClassVar[Promise]
    answers: ClassVar[tuple[Answer, ...]]

    @abstractmethod
    def score(self, counts: Mapping[int, int]) -> tuple[int, ...]:
        """The key that ranks an item, the higher the better, from people by choice."""

    def answer(self, choice: int) -> Answer:
        """The answer of this value; refuses one that this method does not offer."""
        return self._one([answer for answer in self.answers if answer.choice == choice])

    def answer_named(self, code: str) -> Answer:
        """The answer posted under this word; refuses one that this method does not offer."""
        return self._one([answer for answer in self.answers if answer.code == code])

    def _one(self, found: list[Answer]) -> Answer:
        if not found:
            raise Refused(_("This answer does not exist in this vote. Choose one of those shown."))
        return found[0]
