"""What webhooks are sent: a frame that is the same for all, around what the API gives of the same thing."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field

from parvis.opendata.api import schemas
from parvis.opendata.api.schemas import PAGE
from parvis.opendata.enums import WebhookEvent


class GoneOut(Schema):
    """A contribution that nobody reads any more: its number, and the page that says what became of it."""

    id: int
    consultation: int
    url: str = Field(description=PAGE)


class AnalysisOut(Schema):
    """Topics or groups of opinion of a consultation, published together."""

    id: int
    consultation: int
    url: str = Field(description=PAGE)
    kind: Literal["topics", "opinion_groups"]
    published_at: datetime


class SynthesisOut(Schema):
    """A version of a synthesis."""

    consultation: int
    version: int
    url: str = Field(description=PAGE)
    title: str
    sha256: str = Field(description=_("of its words, as the public log has it"))
    published_at: datetime


class TestedOut(Schema):
    """Nothing happened: somebody at the desk tries the address."""

    site: str
    events: list[str] = Field(description=_("what this address is told"))


DATA: dict[WebhookEvent, type[Schema]] = {
    WebhookEvent.CONTRIBUTION_PUBLISHED: schemas.ContributionOut,
    WebhookEvent.CONTRIBUTION_REVISED: schemas.ContributionOut,
    WebhookEvent.CONTRIBUTION_WITHDRAWN: GoneOut,
    WebhookEvent.CONTRIBUTION_HIDDEN: GoneOut,
    WebhookEvent.CONTRIBUTION_RESTORED: schemas.ContributionOut,
    WebhookEvent.VOTE_OPENED: schemas.BallotOut,
    WebhookEvent.VOTE_CLOSED: schemas.BallotOut,
    WebhookEvent.RESULT_PUBLISHED: schemas.BallotOut,
    WebhookEvent.ANSWER_PUBLISHED: schemas.AnswerOut,
    WebhookEvent.COMMITMENT_PUBLISHED: schemas.CommitmentOut,
    WebhookEvent.COMMITMENT_UPDATED: schemas.CommitmentOut,
    WebhookEvent.TOPICS_PUBLISHED: AnalysisOut,
    WebhookEvent.SYNTHESIS_PUBLISHED: SynthesisOut,
    WebhookEvent.ARCHIVE_PUBLISHED: schemas.ArchiveOut,
    WebhookEvent.CHECKPOINT_SIGNED: schemas.CheckpointOut,
    WebhookEvent.TESTED: TestedOut,
}
"""What `data` is, for each event."""
