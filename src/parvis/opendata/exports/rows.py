"""The published rows, each with what opens its leaf: payloads are made again from the database.

The two that are long, contributions and votes, are in `copied`.
Only what the public may read: what is hidden or withdrawn has no row, and the log says why.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import OuterRef, Q, QuerySet, Subquery

from parvis.ballots import aside_leaves
from parvis.ballots import paper_leaves as paper
from parvis.ballots.models import PaperBatch, SetAside
from parvis.consultations.models import ConsultationPage
from parvis.contributions import coauthor_leaves
from parvis.contributions import leaves as contributions
from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.merges import Merge
from parvis.contributions.models import PUBLISHED, Version
from parvis.debate import leaves as arguments
from parvis.debate.models import HEARD, Argument
from parvis.ledger.domain.append import space_of
from parvis.ledger.models import Leaf, Logged
from parvis.merkle.canonical import Value, canonical
from parvis.moderation import leaves as moderation
from parvis.moderation.models import Appeal, Ruling, Screening
from parvis.moderation.register import decisions_in
from parvis.restitution import commitment_leaves as commitments
from parvis.restitution import examination_leaves as examinations
from parvis.restitution import leaves as restitution
from parvis.restitution.models import Answer, Commitment, CommitmentUpdate, Examination, Milestone

CHUNK = 2_000
Lines = Iterator[bytes]


def coauthor_lines(consultation: ConsultationPage) -> Lines:
    """Who signs a public text with its author, under a pseudonym; who no longer does is in the log alone."""
    shown = Q(contribution__state="published", contribution__consultation=consultation)
    rows = CoAuthor.objects.accepted().filter(shown)
    return _lines(_beside(rows), coauthor_leaves.payload)


def merge_lines(consultation: ConsultationPage) -> Lines:
    """Every merge of texts, those that were split included: the log says which."""
    return _lines(Merge.objects.filter(consultation=consultation), contributions.merge_payload)


def version_lines(consultation: ConsultationPage) -> Lines:
    """Former words, where they had drawn a reaction."""
    shown = Q(contribution__state="published", is_public=True)
    rows = Version.objects.filter(shown, contribution__consultation=consultation)
    return _lines(_beside(rows), contributions.former_payload)


def argument_lines(consultation: ConsultationPage) -> Lines:
    """With a text that is gone go its arguments and comments, and with each of them its replies."""
    rows = Argument.objects.filter(HEARD, PUBLISHED, contribution__state="published")
    return _lines(_beside(rows.filter(contribution__consultation=consultation)), arguments.payload)


def answer_lines(consultation: ConsultationPage) -> Lines:
    rows = Answer.objects.filter(contribution__consultation=consultation)
    return _lines(rows, restitution.payload)


def examination_lines(consultation: ConsultationPage) -> Lines:
    """Those that are decided: of the others, nothing that was found is public."""
    rows = Examination.objects.filter(contribution__consultation=consultation, answer__isnull=False)
    return _lines(rows.select_related("answer").prefetch_related("appraisals"), examinations.payload)


def commitment_lines(consultation: ConsultationPage) -> Lines:
    """As they were promised first; their news are beside."""
    rows = Commitment.objects.filter(consultation=consultation).prefetch_related("links")
    return _lines(rows, commitments.payload)


def milestone_lines(consultation: ConsultationPage) -> Lines:
    rows = Milestone.objects.filter(commitment__consultation=consultation)
    return _lines(rows, commitments.milestone_payload)


def update_lines(consultation: ConsultationPage) -> Lines:
    """News of commitments, those of steps that are done included."""
    rows = CommitmentUpdate.objects.filter(commitment__consultation=consultation).prefetch_related("links")
    return _lines(rows, commitments.update_payload)


def moderation_lines(consultation: ConsultationPage) -> Lines:
    """Every decision, on contributions, arguments, texts of guests and votes; appeals, decisions on them."""
    space = space_of(consultation.pk)
    decisions = decisions_in(consultation)
    yield from _lines(decisions, partial(moderation.payload, space=space))
    yield from _lines(Appeal.objects.filter(decision__in=decisions), moderation.appeal_payload)
    rulings = Ruling.objects.filter(appeal__decision__in=decisions)
    yield from _lines(rulings, partial(moderation.ruling_payload, space=space))
    screenings = Screening.objects.filter(text__consultation=consultation)
    yield from _lines(screenings, partial(moderation.screening_payload, space=space))
    yield from _lines(SetAside.objects.filter(consultation=consultation), aside_leaves.payload)


def paper_lines(consultation: ConsultationPage) -> Lines:
    """Batches of paper votes, those that were cancelled included: the log says which."""
    return _lines(PaperBatch.objects.filter(ballot__phase__consultation=consultation), paper.payload)


def _beside(rows: QuerySet) -> QuerySet:
    """With the contribution, but for the search vector, which is long."""
    return rows.select_related("contribution").defer("contribution__search")


def _lines(rows: QuerySet, payload: Callable[..., Value]) -> Lines:
    """One line a row, oldest first, in constant memory. Without a place, a row is older than the log."""
    place = Leaf.objects.filter(entry=OuterRef("entry")).values("seq")
    for row in rows.annotate(seq=Subquery(place)).order_by("pk").iterator(chunk_size=CHUNK):
        yield canonical(_row(row, row.seq, payload(row))) + b"\n"


def _row(row: Logged, seq: int | None, payload: Value) -> dict[str, Value]:
    return {"seq": seq, "salt": None if seq is None else _hex(row.salt), "payload": payload}


def _hex(salt: bytes | memoryview | None) -> str | None:
    return None if salt is None else bytes(salt).hex()
