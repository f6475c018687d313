"""What a template is made of: kinds, questions, phases and acts, before they are rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.consultations.asking import Settings
from parvis.consultations.enums import (
    BallotMethod,
    Figure,
    KindRole,
    LegalProfile,
    QuestionType,
    Source,
    Verb,
    Visibility,
)
from parvis.consultations.options import NO_OPTIONS, BallotOptions


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """A question that the form of a kind asks; `settings` are made when it is written, in a language."""

    code: str
    type: QuestionType
    label: Promise
    help_text: Promise | str = ""
    is_required: bool = False
    settings: Callable[[], Settings] = Settings


@dataclass(frozen=True, slots=True)
class KindPlan:
    """A kind of contribution; `responds_to` is the code of an earlier kind of the same template."""

    code: str
    name: Promise
    plural_name: Promise
    call: Promise
    help_text: Promise
    responds_to: str = ""
    role: KindRole = KindRole.PLAIN
    is_titled: bool = True
    has_text: bool = True
    text_limit: int = 5000
    visibility: Visibility = Visibility.PUBLIC
    one_per_person: bool = False
    questions: tuple[QuestionPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """What a phase opens on one kind, to whom; only a vote has a method and options.

    `figure`: the option of the vote that nobody can guess, and that the organiser gives at the start.
    """

    verb: Verb
    kind: str
    method: BallotMethod | None = None
    options: BallotOptions = NO_OPTIONS
    level: IdentityLevel = IdentityLevel.EMAIL
    figure: Figure | None = None

    def options_with(self, figures: Mapping[Figure, int]) -> BallotOptions:
        """The options once the figure is known."""
        if self.figure is None:
            return self.options
        said: dict[str, Any] = {self.figure.value: figures[self.figure]}
        return replace(self.options, **said)


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase of `days` days that follows the one before; `source_phase` is the place of an earlier phase.

    `is_legal`: it lasts what the legal frame asks for, whatever `days` says.
    """

    title: Promise
    summary: Promise
    days: int
    actions: tuple[ActionPlan, ...] = ()
    source: Source = Source.NOTHING
    source_phase: int | None = None
    source_count: int | None = None
    is_legal: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A whole consultation; `themes` are suggestions that the organiser completes.

    `serves`: when to choose it. `hints`: by field of the start, an example in the place of its help.
    `prepares`: what remains to be done beside the texts.
    """

    code: str
    name: Promise
    description: Promise
    serves: Promise
    kinds: tuple[KindPlan, ...]
    phases: tuple[PhasePlan, ...]
    themes: tuple[Promise, ...] = ()
    profile: LegalProfile = LegalProfile.FREE
    hints: tuple[tuple[str, Promise], ...] = ()
    prepares: tuple[Promise, ...] = ()

    @property
    def days(self) -> int:
        return sum(phase.days for phase in self.phases)

    @property
    def open_days(self) -> int:
        """Days during which people may do something."""
        return sum(phase.days for phase in self.phases if phase.actions)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What the organiser has to say in figures, each once."""
        asked = (action.figure for phase in self.phases for action in phase.actions)
        return tuple(dict.fromkeys(figure for figure in asked if figure is not None))


SYNTHESIS = PhasePlan(
    title=_("Synthesis and answer"),
    summary=_("The organiser publishes what came out, and says what is kept, what is not, and why."),
    days=30,
)
OTHER = _("Another subject")
