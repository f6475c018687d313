"""What the API gives: one class for each thing, with its number, its public page, and nothing private.

Words for people (names of states, of levels) are beside the codes for programs, in the language asked for.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from parvis.opendata.api.paging import Listed

PAGE = _("its page, for people")
CODE = _("a code that does not change")


class Labelled(Schema):
    """A code for programs, and its name for people."""

    code: str = Field(description=CODE)
    label: str


class ActionOut(Schema):
    """What a phase opens. That of a vote is a ballot, under the same number."""

    id: int
    verb: str = Field(description=_("deposit, vote, argue, comment or ask"))
    kind: int = Field(description=_("the kind of what is written or voted on"))
    minimum_level: int = Field(description=_("least identity level, from 0 to 3"))
    method: str | None = Field(description=_("voting method, of a vote"))
    is_read_first: bool = Field(description=_("read by a moderator before it appears"))


class PhaseOut(Schema):
    id: int
    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime | None
    moment: str = Field(description=_("past, present or future, when this was made"))
    actions: list[ActionOut]


class KindOut(Schema):
    """A kind of contribution; `questions`: the codes that `answers` of a contribution are under."""

    id: int
    code: str = Field(description=CODE)
    name: str
    is_titled: bool
    has_text: bool
    text_limit: int
    is_private: bool = Field(description=_("read by the team alone: nothing of it is given"))
    responds_to: int | None
    questions: list[Labelled]


class ThemeOut(Schema):
    id: int
    name: str
    description: str


class ConsultationLine(Schema):
    """A published consultation, in a list."""

    id: int
    slug: str
    title: str
    summary: str
    organiser: str
    url: str = Field(description=PAGE)
    published_at: datetime | None
    answer_due: date | None
    takes_api: bool = Field(description=_("participants may contribute and vote by the API"))


class ConsultationOut(ConsultationLine):
    """A published consultation, with what is needed to read the rest."""

    licence: str = Field(description=_("of its data; empty when the publisher has not said"))
    phases: list[PhaseOut]
    kinds: list[KindOut]
    themes: list[ThemeOut]


class ContributionOut(Schema):
    """A text that everybody may read."""

    id: int
    url: str = Field(description=PAGE)
    consultation: int
    phase: int | None
    kind: int
    theme: int | None
    title: str
    text: str
    answers: dict[str, Any] = Field(
        description=_("public answers to the form of its kind, by code of question")
    )
    author: str | None = Field(
        description=_("the name that its author chose, or the organisation that signs it")
    )
    is_organisation: bool
    coauthors: list[str]
    identity_level: int = Field(description=_("of its author when it came, from 0 to 3"))
    origin: Labelled = Field(description=_("the way by which it came"))
    created_at: datetime
    received_at: datetime | None = Field(description=_("when it came, if it was read before it appeared"))
    revised_at: datetime | None
    is_late: bool = Field(description=_("sent in the minutes of grace after the close"))
    responds_to: int | None
    merged_into: int | None
    arguments: int
    entry: UUID | None = Field(
        description=_("its entry in the public log; null when it is older than the log")
    )


class VersionOut(Schema):
    """What a contribution said before, when it had already drawn a reaction."""

    id: int
    contribution: int
    number: int
    title: str
    text: str
    answers: dict[str, Any]
    replaced_at: datetime


class ArgumentOut(Schema):
    """An argument or a comment, or a reply to one."""

    id: int
    contribution: int
    url: str = Field(description=_("page of the contribution"))
    parent: int | None
    kind: str = Field(description=_("argument or comment"))
    side: str | None = Field(description=_("for or against; null for comments and replies"))
    text: str
    source: str | None
    quoted: str | None = Field(description=_("the words of the contribution on which a comment bears"))
    author: str | None
    identity_level: int
    origin: Labelled
    created_at: datetime
    supports: int
    entry: UUID | None


class AnswerOut(Schema):
    """An official answer; a later one replaces it, and it stays."""

    id: int
    contribution: int
    url: str = Field(description=_("page of the contribution"))
    status: Labelled
    text: str
    signature: str
    published_at: datetime
    is_current: bool = Field(description=_("no later answer replaced it"))
    entry: UUID | None


class BallotOut(Schema):
    """A vote, with its rules."""

    id: int
    consultation: int
    phase: int
    kind: int
    url: str = Field(description=PAGE)
    method: Labelled
    explanation: str
    starts_at: datetime
    ends_at: datetime | None
    minimum_level: int
    limit: int | None = Field(description=_("most that one person may give in all"))
    choices: list[Labelled] = Field(
        description=_("what may be answered; empty where one fills a whole paper")
    )
    is_public: bool = Field(description=_("who voted what is public"))
    counts_are_hidden: bool = Field(description=_("nobody sees the counts now"))


class ChoiceCount(Schema):
    choice: int = Field(description=_("the number of the answer, as in the exports"))
    code: str | None
    people: int
    imported: int = Field(description=_("votes that came as a mere total"))


class TallyOut(Schema):
    """The counts of one item, as its page shows them: a merged text counts each person once."""

    contribution: int
    url: str
    counts: list[ChoiceCount]


class EventOut(Schema):
    """An event that everybody reads, cancelled ones included."""

    id: int
    consultation: int
    url: str = Field(description=PAGE)
    title: str
    summary: str
    state: Labelled
    reason: str | None = Field(description=_("why it is cancelled"))
    format: Labelled
    starts_at: datetime
    ends_at: datetime
    place: str
    address: str
    longitude: float | None
    latitude: float | None
    capacity: int | None
    present: int | None = Field(description=_("how many came, once it is over"))


class TopicOut(Schema):
    """A topic of a published analysis of texts."""

    id: int
    analysis: int
    consultation: int
    url: str = Field(description=PAGE)
    title: str
    words: list[str]
    contributions: int
    is_validated: bool = Field(description=_("read again and kept by an analyst"))
    published_at: datetime


class MilestoneOut(Schema):
    id: int
    title: str
    due_on: date
    done_on: date | None
    evidence: str | None
    evidence_link: str | None


class UpdateOut(Schema):
    id: int
    number: int
    state: Labelled
    text: str
    reason: str | None
    due_on: date | None
    evidence: str | None
    evidence_link: str | None
    published_at: datetime


class CommitmentOut(Schema):
    """What was promised, by whom, by when, and what became of it."""

    id: int
    number: int
    consultation: int
    url: str = Field(description=PAGE)
    title: str
    text: str
    owner: str
    state: Labelled
    reason: str | None
    first_due_on: date
    due_on: date
    published_at: datetime
    milestones: list[MilestoneOut]
    updates: list[UpdateOut]
    entry: UUID | None


class ArchiveOut(Schema):
    """A file with everything public, which a program of one file checks against the public log."""

    url: str
    page: str
    made_at: datetime
    bytes: int
    sha256: str
    log_size: int = Field(description=_("lines of the public log that it holds"))


class CheckpointOut(Schema):
    """The size of the public log and its root, signed."""

    size: int
    root: str = Field(description=_("SHA-256, in hexadecimal"))
    signed_at: datetime
    note: str = Field(description=_("signed note (c2sp.org/signed-note)"))
    url: str


class ConsultationPageOut(Listed):
    items: list[ConsultationLine]


class ContributionPageOut(Listed):
    items: list[ContributionOut]


class VersionPageOut(Listed):
    items: list[VersionOut]


class ArgumentPageOut(Listed):
    items: list[ArgumentOut]


class AnswerPageOut(Listed):
    items: list[AnswerOut]


class BallotPageOut(Listed):
    items: list[BallotOut]


class TallyPageOut(Listed):
    """Empty as long as nobody sees the counts."""

    counts_are_hidden: bool
    items: list[TallyOut]


class EventPageOut(Listed):
    items: list[EventOut]


class TopicPageOut(Listed):
    items: list[TopicOut]


class CommitmentPageOut(Listed):
    items: list[CommitmentOut]


class ArchivesOut(Schema):
    """None while one is being made."""

    items: list[ArchiveOut]


class CheckpointPageOut(Listed):
    items: list[CheckpointOut]
