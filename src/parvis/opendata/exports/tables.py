"""The tables of a consultation, row by row, in constant memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from parvis.ballots.models import Tally
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Written
from parvis.debate.models import Argument
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_arguments, hidden_contributions
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for
from parvis.ui.spreadsheet import Cell

CHUNK = 2_000
Rows = Iterator[list[Cell]]
Reads = Callable[[Written], bool]
M = TypeVar("M", bound=Model)

VOTE_COUNTS = ("support", "for", "mixed", "against", "agree", "pass", "disagree", "imported_votes")
CONTRIBUTION_COLUMNS: list[Cell] = [
    "id", "kind", "phase", "theme", "title", "text", "state", "hidden_reason", "author",
    "identity_level", "origin", "created_at", "is_late", "revised_at", "responds_to", "arguments",
    *VOTE_COUNTS, "answer_status", "answer",
]  # fmt: skip
ARGUMENT_COLUMNS: list[Cell] = [
    "id", "contribution", "contribution_state", "parent", "side", "text", "state", "hidden_reason", "author",
    "identity_level", "origin", "created_at", "supports", "imported_supports",
]  # fmt: skip
VOTE_COLUMNS = {
    "support": {1: "support"},
    "for_mixed_against": {1: "for", 0: "mixed", -1: "against"},
    "statements": {1: "agree", 0: "pass", -1: "disagree"},
}


def contribution_rows(consultation: ConsultationPage, reads: Reads) -> Rows:
    """Header, then one row a contribution, oldest first; what its reader may not read has no words."""
    yield CONTRIBUTION_COLUMNS
    contributions = (
        Contribution.objects.filter(consultation=consultation)
        .select_related("kind", "phase", "theme", "author")
        .defer("search")
        .order_by("pk")
    )
    for chunk in _chunks(contributions):
        ids = [item.pk for item in chunk]
        tallies, answers, hidden = _tallies(ids), answers_for(ids), hidden_contributions(ids)
        for item in chunk:
            yield _contribution_row(item, tallies[item.pk], answers.get(item.pk), hidden, reads)


def _contribution_row(
    item: Contribution,
    votes: dict[str, int],
    answer: Answer | None,
    hidden: dict[int, Decision],
    reads: Reads,
) -> list[Cell]:
    shown = _is_shown(item, reads)
    return [
        item.pk,
        item.kind.name,
        item.phase.title if item.phase else "",
        item.theme.name if item.theme else "",
        item.title if shown else "",
        item.text if shown else "",
        item.state,
        _reason(item, hidden),
        str(item.author) if item.author else "",
        item.identity_level,
        item.origin,
        _date(item.created_at),
        int(item.is_late),
        _date(item.revised_at),
        item.responds_to_id,
        item.argument_count,
        *(votes.get(column, 0) for column in VOTE_COUNTS),
        answer.status if answer else "",
        answer.text if answer else "",
    ]


def argument_rows(consultation: ConsultationPage, reads: Reads) -> Rows:
    """Header, then one row an argument or reply, oldest first; those of a text that is gone have no words."""
    yield ARGUMENT_COLUMNS
    arguments = (
        Argument.objects.filter(contribution__consultation=consultation)
        .select_related("author", "contribution")
        .defer("contribution__search", "contribution__title", "contribution__text")
        .order_by("pk")
    )
    for chunk in _chunks(arguments):
        hidden = hidden_arguments([item.pk for item in chunk])
        for item in chunk:
            yield _argument_row(item, hidden, reads)


def _argument_row(item: Argument, hidden: dict[int, Decision], reads: Reads) -> list[Cell]:
    return [
        item.pk,
        item.contribution_id,
        item.contribution.state,
        item.parent_id,
        item.side,
        item.text if _is_shown(item, reads) and _is_shown(item.contribution, reads) else "",
        item.state,
        _reason(item, hidden),
        str(item.author) if item.author else "",
        item.identity_level,
        item.origin,
        _date(item.created_at),
        item.support_count,
        item.imported_support_count,
    ]


TABLES: dict[str, Callable[[ConsultationPage, Reads], Rows]] = {
    "contributions": contribution_rows,
    "arguments": argument_rows,
}


def _chunks(rows: QuerySet[M]) -> Iterator[list[M]]:
    every = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


def _is_shown(item: Written, reads: Reads) -> bool:
    """A file outlives its reader's glance: what was withdrawn is in none, not even its author's."""
    return item.state != State.WITHDRAWN and reads(item)


def _reason(item: Contribution | Argument, hidden: dict[int, Decision]) -> str:
    decision = hidden.get(item.pk) if item.state == State.HIDDEN else None
    return decision.reason if decision else ""


def _tallies(ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tally in Tally.objects.filter(contribution__in=ids).select_related("ballot"):
        column = VOTE_COLUMNS[tally.ballot.ballot_method][tally.choice]
        found[tally.contribution_id][column] += tally.count + tally.imported_count
        found[tally.contribution_id]["imported_votes"] += tally.imported_count
    return found


def _date(date: datetime | None) -> str:
    return localtime(date).isoformat(timespec="seconds") if date else ""
