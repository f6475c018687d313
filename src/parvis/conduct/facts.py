"""What the rules look at, read once for all of them: a rule never asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from parvis.conduct.enums import Step
from parvis.conduct.evaluated import Left
from parvis.conduct.models import Attestation, DataRecord, FinalDecision
from parvis.conduct.outages import Lost
from parvis.conduct.rehearsed import Rehearsed, opening
from parvis.conduct.watched import Watched
from parvis.conduct.who import WhoFacts
from parvis.consultations.enums import BallotMethod, LegalProfile, Role
from parvis.consultations.models import ConsultationPage
from parvis.following.told import Standing
from parvis.pages.enums import ResourceOrigin, ResourcePiece

PIECES: Mapping[LegalProfile, frozenset[ResourcePiece]] = {
    LegalProfile.COMMITTEE: frozenset({ResourcePiece.DRAFT, ResourcePiece.EXPLANATORY}),
    LegalProfile.ENVIRONMENT: frozenset({ResourcePiece.PRESENTATION}),
    LegalProfile.INDIVIDUAL: frozenset({ResourcePiece.PRESENTATION}),
}
LEAST_DAYS: Mapping[LegalProfile, int] = {
    LegalProfile.COMMITTEE: 15,
    LegalProfile.ENVIRONMENT: 21,
    LegalProfile.INDIVIDUAL: 15,
}
"""CRPA L132-3; Code de l'environnement L123-19-1 and L123-19-2."""
ADVISED_DAYS = 21


@dataclass(frozen=True, slots=True)
class Period:
    """A time when something is open; without an end it never closes by itself."""

    starts_at: datetime
    ends_at: datetime | None

    def whole_days(self) -> set[date]:
        """Days of the place that it covers whole, the opening day excluded; 23:59 is midnight."""
        if self.ends_at is None:
            return set()
        first = timezone.localdate(self.starts_at) + timedelta(days=1)
        after = timezone.localdate(self.ends_at + timedelta(minutes=1))
        return {first + timedelta(days=n) for n in range(max(0, (after - first).days))}


def closing_of(periods: Sequence[Period]) -> datetime | None:
    """When the last of them ends; None without any, or when one of them has no end."""
    ends = [period.ends_at for period in periods if period.ends_at is not None]
    return max(ends) if ends and len(ends) == len(periods) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a form, or the text that a form asks for."""

    label: str
    is_closed: bool = False
    is_required: bool = False
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A published resource: who speaks in it, and its place in the legal file."""

    origin: ResourceOrigin
    piece: ResourcePiece | None


@dataclass(frozen=True, slots=True)
class Clock:
    """What waits for the organiser: how many, of which late; `promised` in working days."""

    waiting: int = 0
    late: int = 0
    promised: int | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """What was given back after the close. `has_spoken`: anybody wrote anything, whatever became of it.

    `silent_commitments`: those that are late, without any news since the day that was promised.
    `uncovered`: small topics, where minorities speak, on which no finding of the synthesis rests.
    """

    synthesised_on: date | None = None
    method: str = ""
    uncovered: int = 0
    archived_at: datetime | None = None
    ballots_over: int = 0
    ballots_told: int = 0
    has_contributions: bool = False
    has_spoken: bool = False
    has_answers: bool = False
    silent_commitments: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """One consultation at one moment; `page` holds the texts that are judged.

    `team_votes`: votes in force of people of the team; `unexplained`: hidden texts without a decision.
    `promised` and `promised_for`: the legal frame, and the first day of the answer, that were made public.
    `decided_on`: the day of the decision, taken or about to be. `moderators`: how many people moderate.
    `told`: what was published, and the mails that tell it; `left`: what is left to do after the close.
    `rehearsal`: the last one, before people could take part if they can. `watched`: how it goes.
    `lost`: what outages took of its last days. `who`: what is said of who took part.
    `explained`: abbreviations of the glossary.
    """

    page: ConsultationPage
    now: datetime
    step: Step
    periods: tuple[Period, ...] = ()
    team: Mapping[Role, int] = field(default_factory=dict)
    moderators: int = 0
    asked: tuple[Asked, ...] = ()
    sources: tuple[Source, ...] = ()
    accessibility_on: date | None = None
    record: DataRecord | None = None
    attestations: Mapping[str, Attestation] = field(default_factory=dict)
    appeals: Clock = Clock()
    questions: Clock = Clock()
    reports: Clock = Clock()
    methods: frozenset[BallotMethod] = frozenset()
    team_votes: int = 0
    unexplained: int = 0
    returned: Returned = Returned()
    promised: LegalProfile | None = None
    promised_for: date | None = None
    decision: FinalDecision | None = None
    decided_on: date | None = None
    watched: Watched = field(default_factory=Watched)
    told: tuple[Standing, ...] = ()
    left: Left = field(default_factory=Left)
    rehearsal: Rehearsed | None = None
    lost: Lost = field(default_factory=Lost)
    who: WhoFacts = field(default_factory=WhoFacts)
    explained: frozenset[str] = frozenset()

    @property
    def profile(self) -> LegalProfile | None:
        return LegalProfile(self.page.profile) if self.page.profile else None

    @property
    def opens_at(self) -> datetime | None:
        return min((period.starts_at for period in self.periods), default=None)

    @property
    def opened_at(self) -> datetime | None:
        """When people can, or could, take part first; None without a phase that opens something."""
        first = self.opens_at
        return None if first is None else opening(first, self.page.first_published_at)

    @property
    def closes_at(self) -> datetime | None:
        """None without a period, or when one of them has no end."""
        return closing_of(self.periods)

    @property
    def days(self) -> int:
        """Whole days during which one may take part, the opening day excluded."""
        return len(set().union(*(period.whole_days() for period in self.periods)))

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def due(self) -> date | None:
        """The day of the answer: the first that was promised, whatever is written since."""
        return self.promised_for or self.page.answer_due

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.today > self.due

    @property
    def is_over(self) -> bool:
        return self.step >= Step.CLOSED
