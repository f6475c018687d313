"""One's own space: what one wrote and what became of it, and the consultations that one follows."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from parvis.accounts.models import Participant
from parvis.ballots.queries import OwnVote, cast_by, votes_on
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now, followed_by
from parvis.contributions import queries as contributions
from parvis.contributions.models import Contribution
from parvis.debate import queries as debate
from parvis.debate.models import Argument
from parvis.front.composition.stage import locate, sentence
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_arguments, hidden_contributions
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for, syntheses_for


@dataclass(frozen=True, slots=True)
class Deposit:
    """One of my contributions, with what others made of it; `decision` is why it is hidden."""

    contribution: Contribution
    votes: int
    answer: Answer | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Said:
    """One of my arguments or replies; `decision` is why it is hidden."""

    argument: Argument
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Followed:
    """A consultation that I follow, and where it stands; no `sentence` when it left the site."""

    consultation: ConsultationPage
    sentence: str


def deposits(actor: Participant, *, after: str) -> tuple[list[Deposit], str]:
    """One page of my contributions and the cursor of the next; the number of queries is constant."""
    page = contributions.written_by(actor, after=after)
    prefetch_related_objects(page.items, "phase")
    ids = [item.pk for item in page.items]
    votes, answers, hidden = votes_on(ids), answers_for(ids), hidden_contributions(ids)
    found = [
        Deposit(item, votes.get(item.pk, 0), answers.get(item.pk), hidden.get(item.pk)) for item in page.items
    ]
    return found, page.next


def said(actor: Participant, *, after: str) -> tuple[list[Said], str]:
    """One page of my arguments and the cursor of the next; two queries."""
    page = debate.written_by(actor, after=after)
    hidden = hidden_arguments([item.pk for item in page.items])
    return [Said(item, hidden.get(item.pk)) for item in page.items], page.next


def votes(actor: Participant, *, after: str) -> tuple[list[OwnVote], str]:
    """One page of my votes that count and the cursor of the next; one query."""
    page = cast_by(actor, after=after)
    return page.items, page.next


def followed(actor: Participant, *, after: str) -> tuple[list[Followed], str]:
    """One page of what I follow and the cursor of the next; the number of queries is constant."""
    page = followed_by(actor, after=after)
    now, syntheses = database_now(), syntheses_for(page.items)
    found = []
    for consultation in page.items:
        phases, synthesis = list(consultation.phases.all()), syntheses.get(consultation.pk)
        position = locate(phases, now=now, synthesis=synthesis)
        standing = sentence(consultation, position, now=now) if consultation.live else ""
        found.append(Followed(consultation, standing))
    return found, page.next
