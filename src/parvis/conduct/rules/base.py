"""A rule: what it asks, where that comes from, whom it concerns, and what it finds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from parvis.conduct.enums import Chapter, Effect, Mode, State, Step
from parvis.conduct.facts import Facts
from parvis.consultations.enums import LegalProfile

EVERYBODY = frozenset(LegalProfile)


@dataclass(frozen=True, slots=True)
class Finding:
    """What lacks, in a sentence that says how to go on; `place`: where in the desk that is done."""

    sentence: str
    place: str = "texts"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as one consultation keeps it."""

    rule: Rule
    state: State
    effect: Effect
    finding: Finding | None = None

    @property
    def is_blocking(self) -> bool:
        return self.state == State.FAILS and self.effect == Effect.BLOCK


class Rule(ABC):
    """One of the rules of good consultation.

    `due`: the first step at which it must hold; before, one only says what will be asked. A rule that is
    attested holds once somebody of the team has declared it, whatever the software finds beyond the form.
    """

    code: ClassVar[str]
    title: ClassVar[Promise]
    source: ClassVar[Promise | str]
    chapter: ClassVar[Chapter] = Chapter.BEFORE
    due: ClassVar[Step] = Step.ANNOUNCED
    mode: ClassVar[Mode] = Mode.CHECKED
    does: ClassVar[Effect] = Effect.BLOCK
    profiles: ClassVar[frozenset[LegalProfile]] = EVERYBODY

    @property
    def mode_label(self) -> str:
        return str(self.mode.label)

    def applies(self, facts: Facts) -> bool:
        """Whether it concerns this consultation; one that has not named its legal frame has all to fear."""
        return facts.profile is None or facts.profile in self.profiles

    def effect(self, facts: Facts) -> Effect:  # noqa: ARG002 (some depend on the legal frame)
        return self.does

    def is_due(self, facts: Facts) -> bool:  # noqa: ARG002 (most are, from their step on)
        """Whether there is something to judge yet."""
        return True

    @abstractmethod
    def check(self, facts: Facts) -> Finding | None:
        """What lacks, or None."""

    def judge(self, facts: Facts, *, step: Step) -> Line:
        """Judge it as at `step`, the one where the consultation is or wants to go."""
        effect = self.effect(facts)
        if not self.applies(facts):
            return Line(self, State.ELSEWHERE, effect)
        if step < self.due or not self.is_due(facts):
            return Line(self, State.LATER, effect)
        finding = self.check(facts) or self._attested(facts)
        if finding:
            return Line(self, State.FAILS, effect, finding)
        return Line(self, State.DECLARED if self.mode != Mode.CHECKED else State.HOLDS, effect)

    def _attested(self, facts: Facts) -> Finding | None:
        if self.mode == Mode.CHECKED or self.code in facts.attestations:
            return None
        return Finding(_("Somebody of the team has to declare it, under their name."), place="attest")
