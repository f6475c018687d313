"""The published rows, each with what opens its leaf: payloads are made again from the database.

Only what the public may read: what is hidden or withdrawn has no row, and the log says why.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import OuterRef, Q, QuerySet, Subquery

from parvis.ballots import aside_leaves
from parvis.ballots import leaves as votes
from parvis.ballots.models import SetAside, Vote
from parvis.consultations.models import ConsultationPage
from parvis.contributions import leaves as contributions
from parvis.contributions.models import PUBLISHED, Contribution, Version
from parvis.debate import leaves as arguments
from parvis.debate.models import Argument
from parvis.ledger.domain.append import space_of
from parvis.ledger.models import Leaf, Logged
from parvis.merkle.canonical import Value, canonical
from parvis.moderation import leaves as moderation
from parvis.moderation.models import Decision
from parvis.restitution import leaves as restitution
from parvis.restitution.models import Answer

CHUNK = 2_000
Lines = Iterator[bytes]


def contribution_lines(consultation: ConsultationPage) -> Lines:
    rows = Contribution.objects.filter(PUBLISHED, consultation=consultation).defer("search")
    return _lines(rows, contributions.payload)


def version_lines(consultation: ConsultationPage) -> Lines:
    """Former words, where they had drawn a reaction."""
    shown = Q(contribution__state="published", is_public=True)
    rows = Version.objects.filter(shown, contribution__consultation=consultation)
    return _lines(_beside(rows), contributions.former_payload)


def argument_lines(consultation: ConsultationPage) -> Lines:
    """With a text that is gone go its arguments, and with an argument its replies."""
    heard = Q(parent=None) | Q(parent__state="published")
    rows = Argument.objects.filter(heard, PUBLISHED, contribution__state="published")
    return _lines(_beside(rows.filter(contribution__consultation=consultation)), arguments.payload)


def answer_lines(consultation: ConsultationPage) -> Lines:
    rows = Answer.objects.filter(contribution__consultation=consultation)
    return _lines(rows, restitution.payload)


def moderation_lines(consultation: ConsultationPage) -> Lines:
    """Every decision, on contributions, on arguments and on votes."""
    payload = partial(moderation.payload, space=space_of(consultation.pk))
    yield from _lines(decisions_in(consultation), payload)
    yield from _lines(SetAside.objects.filter(consultation=consultation), aside_leaves.payload)


def decisions_in(consultation: ConsultationPage) -> QuerySet[Decision]:
    here = Q(contribution__consultation=consultation) | Q(argument__contribution__consultation=consultation)
    return Decision.objects.filter(here)


def vote_lines(ballots: list[int]) -> Lines:
    """Live votes of these ballots in an order that says nothing, each under its tracker."""
    live = Vote.objects.filter(ballot__in=ballots, is_live=True).order_by("?")
    for vote in live.iterator(chunk_size=CHUNK):
        row: dict[str, Value] = {"salt": _hex(vote.salt), "payload": votes.payload(vote)}
        if vote.set_aside_id is not None:
            row["set_aside"] = True
        yield canonical(row) + b"\n"


def _beside(rows: QuerySet) -> QuerySet:
    """With the contribution, but for the search vector, which is long."""
    return rows.select_related("contribution").defer("contribution__search")


def _lines(rows: QuerySet, payload: Callable[..., Value]) -> Lines:
    """One line a row, oldest first, in constant memory. Without a place, a row is older than the log."""
    place = Leaf.objects.filter(entry=OuterRef("entry")).values("seq")
    for row in rows.annotate(place=Subquery(place)).order_by("pk").iterator(chunk_size=CHUNK):
        yield canonical(_row(row, row.place, payload(row))) + b"\n"


def _row(row: Logged, seq: int | None, payload: Value) -> dict[str, Value]:
    return {"seq": seq, "salt": None if seq is None else _hex(row.salt), "payload": payload}


def _hex(salt: bytes | memoryview | None) -> str | None:
    return None if salt is None else bytes(salt).hex()
