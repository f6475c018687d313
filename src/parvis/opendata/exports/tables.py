"""The tables of a consultation, row by row, in constant memory."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from parvis.ballots.models import Tally
from parvis.ballots.secrecy import hidden_ballots
from parvis.consultations.enums import BallotMethod, Visibility
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Written
from parvis.debate.models import Argument
from parvis.moderation.models import Decision
from parvis.moderation.queries import hidden_arguments, hidden_contributions
from parvis.organisations.models import Organisation
from parvis.restitution.models import Answer
from parvis.restitution.queries import answers_for
from parvis.ui.spreadsheet import Cell

CHUNK = 2_000
Rows = Iterator[list[Cell]]
Reads = Callable[[Written], bool]
M = TypeVar("M", bound=Model)

VOTE_COUNTS = (
    "support", "for", "mixed", "against", "agree", "pass", "disagree", "points", "ranked", "graded",
    "preferred", "imported_votes",
)  # fmt: skip
CONTRIBUTION_COLUMNS: list[Cell] = [
    "id", "kind", "phase", "theme", "title", "text", "state", "hidden_reason", "author",
    "identity_level", "origin", "created_at", "is_late", "revised_at", "responds_to", "arguments",
    *VOTE_COUNTS, "answer_status", "answer", "merged_into",
    "organisation", "organisation_sort", "organisation_verified", "guest", "coauthors", "received_at",
]  # fmt: skip
ARGUMENT_COLUMNS: list[Cell] = [
    "id", "contribution", "contribution_state", "parent", "side", "text", "state", "hidden_reason", "author",
    "identity_level", "origin", "created_at", "supports", "imported_supports", "kind", "source", "new_to",
    "changed_minds", "quoted",
]  # fmt: skip
VOTE_COLUMNS = {
    "support": {1: "support"},
    "for_mixed_against": {1: "for", 0: "mixed", -1: "against"},
    "statements": {1: "agree", 0: "pass", -1: "disagree"},
    "approval": {1: "support"},
    "budget": {1: "support"},
    "pairs": {1: "preferred"},
}
PEOPLE_COLUMNS = {"ranking": "ranked", "grade": "graded", "majority_judgment": "graded"}
"""Methods whose choices are many: the column says how many people gave one."""


def contribution_rows(consultation: ConsultationPage, reads: Reads) -> Rows:
    """Header, then one row a contribution, oldest first; what its reader may not read has no words.

    Of private kinds, nothing: their answers have a file of their own, without anybody's name.
    """
    yield CONTRIBUTION_COLUMNS
    contributions = (
        Contribution.objects.filter(consultation=consultation)
        .with_coauthors()
        .exclude(kind__visibility=Visibility.PRIVATE)
        .select_related("kind", "phase", "theme", "author", "organisation")
        .defer("search")
        .order_by("pk")
    )
    for chunk in _chunks(contributions):
        ids = [item.pk for item in chunk]
        tallies, answers, hidden = tallies_of(ids), answers_for(ids), hidden_contributions(ids)
        for item in chunk:
            yield _contribution_row(item, tallies[item.pk], answers.get(item.pk), hidden, reads)


def _contribution_row(
    item: Contribution,
    votes: dict[str, int],
    answer: Answer | None,
    hidden: dict[int, Decision],
    reads: Reads,
) -> list[Cell]:
    shown = is_shown(item, reads)
    return [
        item.pk,
        item.kind.name,
        item.phase.title if item.phase else "",
        item.theme.name if item.theme else "",
        item.title if shown else "",
        item.text if shown else "",
        item.state,
        _reason(item, hidden),
        str(item.signed_by or "") if shown else "",
        item.identity_level,
        item.origin,
        date_of(item.created_at),
        int(item.is_late),
        date_of(item.revised_at),
        item.responds_to_id,
        item.argument_count,
        *(votes.get(column, 0) for column in VOTE_COUNTS),
        answer.status if answer else "",
        answer.text if answer else "",
        item.merged_into_id,
        *_organisation(item.organisation if shown else None),
        int(item.is_guest),
        ", ".join(item.coauthor_names) if shown else "",
        date_of(item.received_at),
    ]


def _organisation(one: Organisation | None) -> list[Cell]:
    """Its name, what it is, whether the site verified it; nothing for a text that a person signed."""
    return ["", "", ""] if one is None else [one.name, one.sort, int(one.is_verified)]


def argument_rows(consultation: ConsultationPage, reads: Reads) -> Rows:
    """Header, then one row an argument or reply, oldest first; those of a text that is gone have no words."""
    yield ARGUMENT_COLUMNS
    arguments = (
        Argument.objects.filter(contribution__consultation=consultation)
        .select_related("author", "contribution__organisation")
        .defer("contribution__search", "contribution__title", "contribution__text")
        .order_by("pk")
    )
    for chunk in _chunks(arguments):
        hidden = hidden_arguments([item.pk for item in chunk])
        for item in chunk:
            yield _argument_row(item, hidden, reads)


def _argument_row(item: Argument, hidden: dict[int, Decision], reads: Reads) -> list[Cell]:
    shown = is_shown(item, reads) and is_shown(item.contribution, reads)
    return [
        item.pk,
        item.contribution_id,
        item.contribution.state,
        item.parent_id,
        item.side,
        item.text if shown else "",
        item.state,
        _reason(item, hidden),
        str(item.author) if item.author and shown else "",
        item.identity_level,
        item.origin,
        date_of(item.created_at),
        item.support_count,
        item.imported_support_count,
        item.kind,
        item.source if shown else "",
        item.new_count,
        item.changed_count,
        item.quoted if shown else "",
    ]


TABLES: dict[str, Callable[[ConsultationPage, Reads], Rows]] = {
    "contributions": contribution_rows,
    "arguments": argument_rows,
}


def _chunks(rows: QuerySet[M]) -> Iterator[list[M]]:
    every = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


def is_shown(item: Written, reads: Reads) -> bool:
    """A file outlives its reader's glance: what was withdrawn is in none, not even its author's."""
    return item.state != State.WITHDRAWN and reads(item)


def _reason(item: Contribution | Argument, hidden: dict[int, Decision]) -> str:
    decision = hidden.get(item.pk) if item.state == State.HIDDEN else None
    return decision.reason if decision else ""


def tallies_of(ids: list[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    shown = Tally.objects.filter(contribution__in=ids).exclude(ballot__in=hidden_ballots())
    for tally in shown.select_related("ballot"):
        column, weight = _column(tally.ballot.ballot_method, tally.choice)
        found[tally.contribution_id][column] += weight * (tally.count + tally.imported_count)
        found[tally.contribution_id]["imported_votes"] += tally.imported_count
    return found


def _column(method: str, choice: int) -> tuple[str, int]:
    """Where votes of one choice are counted, and for how much; the rest is in a column that is not shown."""
    if method == BallotMethod.POINTS:
        return "points", choice
    if method in PEOPLE_COLUMNS:
        return PEOPLE_COLUMNS[method], 1
    return VOTE_COLUMNS[method].get(choice, ""), 1


def date_of(date: datetime | None) -> str:
    return localtime(date).isoformat(timespec="seconds") if date else ""
