"""One's own space: what one wrote and what became of it, and what one follows."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, prefetch_related_objects

from parvis.accounts.models import Participant
from parvis.ballots.queries import OwnVote, cast_by, votes_on
from parvis.consultations.enums import Moment
from parvis.consultations.queries import database_now
from parvis.contributions import queries as contributions
from parvis.contributions.models import Contribution, Draft, SharedDraft, SharedSave
from parvis.contributions.waiting import WaitingText
from parvis.debate import queries as debate
from parvis.debate.models import Argument
from parvis.following.models import Subscription
from parvis.following.queries import Subject, followed_by, subject_in
from parvis.front.composition.stage import locate, sentence
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_arguments, hidden_contributions
from parvis.moderation.waiting_texts import of_person
from parvis.organisations.permissions import represented_by
from parvis.organisations.queries import organisations_of
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for, syntheses_for


@dataclass(frozen=True, slots=True)
class Deposit:
    """One of my contributions, with what others made of it; `decision` is why it is hidden.

    `is_ours`: I still answer for it, and may appeal.
    """

    contribution: Contribution
    votes: int
    answer: Answer | None
    decision: Decision | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What I sent and nobody reads yet, or changes that were refused; `is_late`: beyond what was promised."""

    text: WaitingText
    is_late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One of my arguments or replies; `decision` is why it is hidden."""

    argument: Argument
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that I follow, and where its consultation stands."""

    row: Subscription
    subject: Subject
    sentence: str


def drafts(person: Participant) -> list[Draft]:
    """Forms that somebody has begun and may still send, the last kept first; one query."""
    rows = Draft.objects.filter(participant=person).select_related(
        "action__kind", "action__phase__consultation"
    )
    now = database_now()
    return [row for row in rows.order_by("-saved_at") if row.action.phase.moment(now) == Moment.PRESENT]


def shared_drafts(person: Participant) -> list[SharedDraft]:
    """Drafts of organisations for which somebody acts and whose last save was not sent, the last kept first.

    Two queries.
    """
    here = [row.organisation_id for row in organisations_of(person)]
    newer = SharedSave.objects.filter(draft=OuterRef("pk"), number__gt=OuterRef("sent_number"))
    is_waiting = Q(sent_at=None) | Q(sent_at__lt=F("saved_at")) | Exists(newer)
    rows = SharedDraft.objects.filter(is_waiting, organisation__in=here)
    rows = rows.select_related("organisation", "saved_by", "action__kind", "action__phase__consultation")
    now = database_now()
    return [row for row in rows.order_by("-saved_at") if row.action.phase.moment(now) == Moment.PRESENT]


def waiting(person: Participant) -> list[Waiting]:
    """What somebody sent and a moderator reads first, with its clock; two queries."""
    now = database_now()
    return [Waiting(text, text.is_waiting and text.due_at < now) for text in of_person(person)]


def cosigned(person: Participant, *, after: str) -> tuple[list[Contribution], str]:
    """One page of what somebody signs with its author and the cursor of the next; two queries."""
    page = contributions.cosigned_by(person, after=after)
    return page.items, page.next


def deposits(actor: Participant, *, after: str) -> tuple[list[Deposit], str]:
    """One page of my contributions and the cursor of the next; the number of queries is constant."""
    page = contributions.written_by(actor, after=after)
    prefetch_related_objects(page.items, "phase")
    ids = [item.pk for item in page.items]
    votes, answers, hidden = votes_on(ids), answers_for(ids), hidden_contributions(ids)
    held = represented_by(actor) if hidden else frozenset()
    found = [
        Deposit(
            contribution=item,
            votes=votes.get(item.pk, 0),
            answer=answers.get(item.pk),
            decision=hidden.get(item.pk),
            is_ours=item.organisation is None
            or not item.organisation.is_live
            or item.organisation_id in held,
        )
        for item in page.items
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
    consultations = [row.consultation for row in page.items if row.consultation is not None]
    prefetch_related_objects(consultations, "phases__actions")
    now, syntheses = database_now(), syntheses_for(consultations)
    found = []
    for row in page.items:
        standing = ""
        if (consultation := row.consultation) is not None and consultation.live:
            phases, synthesis = list(consultation.phases.all()), syntheses.get(consultation.pk)
            standing = sentence(consultation, locate(phases, now=now, synthesis=synthesis), now=now)
        found.append(Followed(row, subject_in(row), standing))
    return found, page.next
