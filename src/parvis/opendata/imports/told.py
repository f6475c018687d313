"""What the log is told of an import: each row that is new or that the files changed, no other."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from parvis.ballots import leaves as votes
from parvis.ballots.models import Vote
from parvis.contributions import leaves as contributions
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.debate import leaves as arguments
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, append_all
from parvis.ledger.enums import LeafKind

BATCH = 2_000


def keep_contributions(rows: Iterable[Contribution], known: Mapping[str, Contribution]) -> None:
    """A row whose words did not change keeps the entry and the salt under which the log holds it."""
    for row in rows:
        former = known.get(row.external_id or "")
        if former is not None and _says(row) == _says(former):
            row.entry, row.salt = former.entry, former.salt


def keep_arguments(rows: Iterable[Argument], known: Mapping[tuple[int, str], Argument]) -> None:
    """The same for arguments, known by their contribution and their identifier."""
    for row in rows:
        former = known.get((row.contribution_id, row.external_id or ""))
        if former is not None and _argues(row) == _argues(former):
            row.entry, row.salt = former.entry, former.salt


def tell_contributions(rows: Iterable[Contribution], known: Mapping[str, Contribution]) -> None:
    """The rows as stored."""
    for row in rows:
        former = known.get(row.external_id or "")
        if former is None:
            append_all(_new(row))
        elif former.entry != row.entry:
            append_all([contributions.revised(row, former=former.entry)])


def tell_arguments(rows: Iterable[Argument], known: Mapping[tuple[int, str], Argument]) -> None:
    """The rows as stored, each with its contribution."""
    append_in_batches(
        entry
        for row in rows
        for entry in _argument(row, known.get((row.contribution_id, row.external_id or "")))
    )


def tell_votes(added: Iterable[tuple[Vote, Vote | None]], *, space: str) -> None:
    """Each new vote, with the one that it ended."""
    append_in_batches(
        votes.cast(vote, space=space)
        if former is None
        else votes.changed(vote, former=former.entry, space=space)
        for vote, former in added
    )


def append_in_batches(entries: Iterable[Entry]) -> None:
    """So that an import of any size holds few leaves at once."""
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        append_all(batch)


def _new(row: Contribution) -> Iterator[Entry]:
    """A text that its first publisher had hidden is hidden here as well: the reason was theirs."""
    told = contributions.accepted(row)
    yield told
    if row.state == State.HIDDEN:
        yield _hidden(told)


def _argument(row: Argument, former: Argument | None) -> Iterator[Entry]:
    if former is None:
        told = arguments.accepted(row)
        yield told
        if row.state == State.HIDDEN:
            yield _hidden(told)
    elif former.entry != row.entry:
        yield arguments.revised(row, former=former.entry)


def _hidden(told: Entry) -> Entry:
    reference = told.row.entry if told.row is not None else None
    return Entry(
        kind=LeafKind.MODERATION_HIDE, space=told.space, public={"reason": "imported"}, reference=reference
    )


def _says(row: Contribution) -> tuple[object, ...]:
    return row.title, row.text, row.theme_id, row.author_id, int(row.created_at.timestamp())


def _argues(row: Argument) -> tuple[object, ...]:
    return row.side, row.text, int(row.created_at.timestamp())
