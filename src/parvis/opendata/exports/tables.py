"""The tables of a consultation, row by row, in constant memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from django.utils.timezone import localtime

from parvis.ballots.models import Tally
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.restitution.queries import answers_for

CHUNK = 2_000
Cell = str | int | None
Rows = Iterator[list[Cell]]

VOTE_COUNTS = ("support", "for", "mixed", "against", "agree", "pass", "disagree", "imported_votes")
CONTRIBUTION_COLUMNS: list[Cell] = [
    "id", "kind", "phase", "theme", "title", "text", "state", "author", "identity_level",
    "origin", "created_at", "is_late", "revised_at", "responds_to", "arguments",
    *VOTE_COUNTS, "answer_status", "answer",
]  # fmt: skip
ARGUMENT_COLUMNS: list[Cell] = [
    "id", "contribution", "parent", "side", "text", "state", "author", "identity_level",
    "origin", "created_at", "supports", "imported_supports",
]  # fmt: skip
VOTE_COLUMNS = {
    "support": {1: "support"},
    "for_mixed_against": {1: "for", 0: "mixed", -1: "against"},
    "statements": {1: "agree", 0: "pass", -1: "disagree"},
}


def contribution_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row a contribution, oldest first; a withdrawn text stays withdrawn."""
    yield CONTRIBUTION_COLUMNS
    rows = (
        Contribution.objects.filter(consultation=consultation)
        .select_related("kind", "phase", "theme", "author")
        .defer("search")
        .order_by("pk")
        .iterator(chunk_size=CHUNK)
    )
    while chunk := list(islice(rows, CHUNK)):
        ids = [item.pk for item in chunk]
        tallies, answers = _tallies(ids), answers_for(ids)
        for item in chunk:
            answer = answers.get(item.pk)
            shown = item.state != State.WITHDRAWN
            yield [
                item.pk,
                item.kind.name,
                item.phase.title if item.phase else "",
                item.theme.name if item.theme else "",
                item.title if shown else "",
                item.text if shown else "",
                item.state,
                str(item.author) if item.author else "",
                item.identity_level,
                item.origin,
                _date(item.created_at),
                int(item.is_late),
                _date(item.revised_at),
                item.responds_to_id,
                item.argument_count,
                *(tallies[item.pk].get(column, 0) for column in VOTE_COUNTS),
                answer.status if answer else "",
                answer.text if answer else "",
            ]


def argument_rows(consultation: ConsultationPage) -> Rows:
    """Header, then one row an argument or reply, oldest first."""
    yield ARGUMENT_COLUMNS
    arguments = Argument.objects.filter(contribution__consultation=consultation).select_related("author")
    for item in arguments.order_by("pk").iterator(chunk_size=CHUNK):
        yield [
            item.pk,
            item.contribution_id,
            item.parent_id,
            item.side,
            item.text if item.state != State.WITHDRAWN else "",
            item.state,
            str(item.author) if item.author else "",
            item.identity_level,
            item.origin,
            _date(item.created_at),
            item.support_count,
            item.imported_support_count,
        ]


TABLES: dict[str, Callable[[ConsultationPage], Rows]] = {
    "contributions": contribution_rows,
    "arguments": argument_rows,
}


def _tallies(ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tally in Tally.objects.filter(contribution__in=ids).select_related("ballot"):
        column = VOTE_COLUMNS[tally.ballot.ballot_method][tally.choice]
        found[tally.contribution_id][column] += tally.count + tally.imported_count
        found[tally.contribution_id]["imported_votes"] += tally.imported_count
    return found


def _date(date: datetime | None) -> str:
    return localtime(date).isoformat(timespec="seconds") if date else ""
