"""What a participant sends by a program of theirs: the same functions, rules and limits as on the pages."""

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Query, Schema, Status
from pydantic import BaseModel, ConfigDict, Field, model_validator

from parvis.accounts.enums import Origin
from parvis.accounts.errors import Refused
from parvis.ballots import leaves as vote_leaves
from parvis.ballots.domain import cast as voting
from parvis.ballots.methods import method_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction, Theme
from parvis.contributions import leaves, waiting_leaves
from parvis.contributions.domain.receive import receive
from parvis.contributions.domain.submit import Sent, submit
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can, reads_first
from parvis.contributions.queries import deposit_action
from parvis.contributions.waiting import WaitingText
from parvis.ledger.domain.receipt import receipt_of
from parvis.ledger.models import Logged
from parvis.merkle.canonical import Value
from parvis.opendata.api.paging import Number, Reading
from parvis.opendata.api.routes import ANYBODY, Id, address, public_consultation, sent_to
from parvis.opendata.api.tokens import allow, refusal_of
from parvis.opendata.enums import TokenScope

LONGEST_TEXT = 50_000
Shown = dict[str, Any]


class Given(BaseModel):
    """Explicit fields: anything else is refused. What no text of the database can hold is taken out."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def printable(cls, given: Any) -> Any:
        return _printable(given)


class DepositIn(Given):
    """A contribution to publish. `key`: drawn by the program, so that what is sent twice is kept once."""

    action: Number = Field(
        description=gettext_noop("number of an open action “deposit” or “ask” of the consultation")
    )
    key: UUID = Field(description=gettext_noop("a random UUID, the same when the same text is sent again"))
    title: str = Field("", max_length=250)
    text: str = Field("", max_length=LONGEST_TEXT)
    theme: Number | None = None
    responds_to: Number | None = Field(
        None, description=gettext_noop("the contribution that it answers, if its kind does")
    )
    answers: dict[str, Any] = Field(
        default={},
        max_length=200,
        description=gettext_noop("to the form of the kind, by code of question; no files"),
    )


class VoteIn(Given):
    contribution: Number = Field(description=gettext_noop("the item"))
    choice: str = Field(
        min_length=1, max_length=40, description=gettext_noop("code of one of the choices of the ballot")
    )


class WithdrawnVoteIn(Given):
    contribution: Number = Field(description=gettext_noop("the item"))


class ReceiptOut(Schema):
    """To be kept: it opens what the public log commits to, and proves that the act is in it."""

    entry: UUID
    number: str
    url: str
    text: str


class SentOut(Schema):
    """What became of it: published, to be read by a moderator first, or for the team alone."""

    id: int
    state: Literal["published", "waiting", "private"]
    url: str
    receipt: ReceiptOut | None = Field(description=gettext_noop("null when the site keeps no log of it"))


class VotedOut(Schema):
    ballot: int
    contribution: int
    choice: str
    url: str
    receipt: ReceiptOut | None


@sent_to(
    "/consultations/{consultation_id}/contributions",
    {201: SentOut, 202: SentOut},
    summary=_("Contribute"),
    name="contribute",
    words=_("Under the account of the token. 202: a moderator reads it before it appears."),
)
def contribute(request: HttpRequest, consultation_id: Id, body: DepositIn, asked: Query[Reading]) -> Any:
    page = public_consultation(consultation_id)
    action = deposit_action(ANYBODY, body.action)
    if action.phase.consultation_id != page.pk:
        raise Http404
    token = allow(request, TokenScope.CONTRIBUTE, page)
    sent: Sent = {
        "title": body.title,
        "text": body.text,
        "theme": _theme(page.pk, body.theme),
        "responds_to": None if body.responds_to is None else _readable(body.responds_to),
        "answers": body.answers,
        "origin": Origin.API,
    }
    try:
        if reads_first(action):
            text = receive(actor=token.participant, action=action, idempotency_key=body.key, **sent)
            return Status(202, _received(text))
        made = submit(actor=token.participant, action=action, idempotency_key=body.key, **sent)
    except Refused as refused:
        raise refusal_of(refused) from refused
    return Status(201, _published(made))


@sent_to(
    "/ballots/{ballot_id}/votes",
    {201: VotedOut},
    summary=_("Vote on an item, or change a vote"),
    name="vote",
    words=_("The same vote again changes nothing. Votes on whole papers are cast on their page."),
)
def vote(request: HttpRequest, ballot_id: Id, body: VoteIn, asked: Query[Reading]) -> Any:
    ballot, item = _voted_on(ballot_id, body.contribution)
    token = allow(request, TokenScope.VOTE, ballot.phase.consultation)
    try:
        answer = method_of(ballot.ballot_method).answer_named(ballot, body.choice)
        made = voting.cast(
            actor=token.participant,
            ballot=ballot,
            contribution=item,
            choice=answer.choice,
            origin=Origin.API,
        )
    except Refused as refused:
        raise refusal_of(refused) from refused
    told = {
        "ballot": ballot.pk,
        "contribution": made.contribution_id,
        "choice": answer.code,
        "url": address("front:contribution", made.contribution_id),
        "receipt": _receipt(made, vote_leaves.payload(made)),
    }
    return Status(201, told)


@sent_to(
    "/ballots/{ballot_id}/votes/withdraw",
    {204: None},
    summary=_("Withdraw a vote"),
    name="withdraw_vote",
    words=_("Without a vote on this item, nothing changes."),
)
def withdraw_vote(request: HttpRequest, ballot_id: Id, body: WithdrawnVoteIn, asked: Query[Reading]) -> Any:
    ballot, item = _voted_on(ballot_id, body.contribution)
    token = allow(request, TokenScope.VOTE, ballot.phase.consultation)
    try:
        voting.withdraw(actor=token.participant, ballot=ballot, contribution=item)
    except Refused as refused:
        raise refusal_of(refused) from refused
    return Status(204, None)


def _printable(sent: Any) -> Any:
    """Without NUL and halves of characters, at any depth that JSON was read to."""
    match sent:
        case str():
            return sent.replace("\0", "").encode(errors="ignore").decode()
        case list():
            return [_printable(one) for one in sent]
        case dict():
            return {_printable(name): _printable(one) for name, one in sent.items()}
    return sent


def _voted_on(ballot_id: int, contribution_id: int) -> tuple[PhaseAction, Contribution]:
    """A ballot and an item of its kind that everybody may read; `Http404` for anything else."""
    rows = PhaseAction.objects.select_related("phase__consultation").filter(verb=Verb.VOTE)
    ballot = get_object_or_404(rows, pk=ballot_id)
    public_consultation(ballot.phase.consultation_id)
    here = Contribution.objects.filter(kind=ballot.kind_id, consultation=ballot.phase.consultation_id)
    item = get_object_or_404(here.select_related("consultation", "kind", "organisation"), pk=contribution_id)
    if not can(ANYBODY, "read", item):
        raise Http404
    return ballot, item


def _theme(consultation_id: int, pk: int | None) -> Theme | None:
    return None if pk is None else get_object_or_404(Theme, pk=pk, consultation=consultation_id)


def _readable(pk: int) -> Contribution:
    item = get_object_or_404(Contribution.objects.select_related("consultation", "organisation"), pk=pk)
    if not can(ANYBODY, "read", item):
        raise Http404
    return item


def _published(made: Contribution) -> Shown:
    return {
        "id": made.pk,
        "state": "private" if made.kind.is_private else "published",
        "url": address("front:contribution", made.pk),
        "receipt": _receipt(made, leaves.payload(made)),
    }


def _received(text: WaitingText) -> Shown:
    return {
        "id": text.pk,
        "state": "waiting",
        "url": address("moderation:waiting", text.pk),
        "receipt": _receipt(text, waiting_leaves.payload(text)),
    }


def _receipt(row: Logged, payload: Value) -> Shown | None:
    if row.entry is None:
        return None
    receipt = receipt_of(row.entry, row.salt, payload)
    return {
        "entry": receipt.entry,
        "number": receipt.number,
        "url": receipt.address,
        "text": receipt.text,
    }
