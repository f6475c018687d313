"""The page of a contribution: its words, its votes, its arguments, its answer, its history."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from parvis.ballots.queries import VoteControl
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.queries import opened_actions
from parvis.contributions import leaves
from parvis.contributions.domain.receipt import reference
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can, is_author
from parvis.contributions.queries import in_order
from parvis.debate.queries import ArgumentsPage, arguments_page
from parvis.front.composition.listing import Entry, entries_of
from parvis.front.composition.next_action import Actor
from parvis.ledger.domain.receipt import Receipt, receipt_of
from parvis.moderation.aside import said_on
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_contributions
from parvis.restitution.models import Answer
from parvis.restitution.queries import former_answers

RESPONSES = 30


@dataclass(frozen=True, slots=True)
class ContributionView:
    """Everything that the page shows; when `may_read` is False, its words are nowhere on it."""

    contribution: Contribution
    may_read: bool
    may_revise: bool
    may_withdraw: bool
    is_mine: bool
    receipt: Receipt | None
    decision: Decision | None
    control: VoteControl | None
    aside: list[str]
    answer: Answer | None
    former: list[Answer]
    arguments: ArgumentsPage | None
    responses: list[Entry]
    respond: PhaseAction | None
    has_versions: bool
    reference: str
    address: str
    title: str


def compose(*, contribution: Contribution, actor: Actor, after: str = "") -> ContributionView:
    """Read each floor once; a constant number of queries, whatever hangs on the contribution."""
    may_read = can(actor, "read", contribution)
    entry = entries_of(actor, contribution.consultation, [contribution])[0]
    return ContributionView(
        contribution=contribution,
        may_read=may_read,
        may_revise=can(actor, "revise", contribution),
        may_withdraw=can(actor, "withdraw", contribution),
        is_mine=is_author(actor, contribution),
        receipt=receipt_for(contribution, actor),
        decision=hidden_contributions([contribution.pk]).get(contribution.pk),
        control=entry.control,
        aside=said_on([contribution.pk]).get(contribution.pk, []),
        answer=entry.answer,
        former=former_answers(entry.answer) if entry.answer else [],
        arguments=debate_on(contribution, actor, after),
        responses=responses_to(contribution, actor),
        respond=respond_action(contribution),
        has_versions=may_read and contribution.versions.filter(is_public=True).exists(),
        reference=reference(contribution),
        address=f"{settings.PARVIS_ADDRESS}{reverse('front:contribution', args=[contribution.pk])}",
        title=str(contribution) if may_read else "",
    )


def receipt_for(contribution: Contribution, actor: Actor) -> Receipt | None:
    """What the log holds of these words, for their author alone; none for a text older than the log."""
    if not is_author(actor, contribution) or contribution.entry is None:
        return None
    return receipt_of(contribution.entry, contribution.salt, leaves.payload(contribution))


def debate_on(contribution: Contribution, actor: Actor, after: str) -> ArgumentsPage | None:
    """The debate, unless the contribution is gone, or nothing was or can be said about it."""
    if contribution.state != State.PUBLISHED:
        return None
    page = arguments_page(actor=actor, contribution=contribution, after=after)
    return None if page.is_first and page.is_empty and page.closed_reason else page


def responses_to(contribution: Contribution, actor: Actor) -> list[Entry]:
    """Published responses in the order of the ring, so that the first written has no privilege."""
    rows = contribution.responses.published().order_by("shuffle_key", "pk")
    ids = list(rows.values_list("pk", flat=True)[:RESPONSES])
    return entries_of(actor, contribution.consultation, in_order(ids))


def respond_action(contribution: Contribution) -> PhaseAction | None:
    """The deposit under way whose kind responds to this one, if any."""
    opened = opened_actions(contribution.consultation)
    fitting = (
        action
        for action in opened
        if action.verb == Verb.DEPOSIT and action.kind.responds_to_id == contribution.kind_id
    )
    return next(fitting, None)
