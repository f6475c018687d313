"""A contribution as its team sees it: with its votes, its answer, and why it was hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from parvis.ballots.queries import VoteControl, controls
from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_contributions
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is known of several contributions, by number."""

    answers: dict[int, Answer]
    decisions: dict[int, Decision]
    votes: dict[int, VoteControl]


@dataclass(frozen=True, slots=True)
class Row:
    """One contribution with what is known of it."""

    contribution: Contribution
    answer: Answer | None
    decision: Decision | None
    votes: VoteControl | None


def reviewed(consultation: ConsultationPage, items: Sequence[Contribution]) -> Reviewed:
    """Gather for several contributions of a consultation, in a constant number of queries."""
    ids = [item.pk for item in items]
    return Reviewed(
        answers=answers_for(ids),
        decisions=hidden_contributions(ids),
        votes=controls(actor=AnonymousUser(), consultation=consultation, contributions=items),
    )


def row_of(item: Contribution, known: Reviewed) -> Row:
    return Row(
        contribution=item,
        answer=known.answers.get(item.pk),
        decision=known.decisions.get(item.pk),
        votes=known.votes.get(item.pk),
    )
