"""Write to the log, in the transaction of the act that is told."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from parvis.ledger.enums import VOTES, LeafKind
from parvis.ledger.models import Logged
from parvis.merkle.canonical import Value, canonical
from parvis.merkle.commitments import commit

LOG_SPACE = "log"
"""The space of what concerns the log itself."""
MOST_PUBLIC_BYTES = 16_000
"""A leaf travels in a bundle that gives its length on 16 bits."""
BATCH = 1_000
VOTE_KINDS = [str(kind) for kind in VOTES]
Waiting = tuple[uuid.UUID, str, str, bytes | None, uuid.UUID | None, str]
"""A row of `Pending` to be: entry, kind, space, commitment, reference, public facts."""

# In SQL, since every act pays for it, and imports have thousands. The time of a vote is rounded to the hour.
WRITE_ONE = """
INSERT INTO ledger_pending (entry, kind, space, commitment, reference, public, at)
VALUES (%s, %s, %s, %s, %s, %s, CASE WHEN %s THEN date_trunc('hour', statement_timestamp())
    ELSE statement_timestamp() END)
"""
WRITE_MANY = """
INSERT INTO ledger_pending (entry, kind, space, at, commitment, reference, public)
SELECT entry, kind, space,
    CASE WHEN kind = ANY(%s::text[]) THEN date_trunc('hour', statement_timestamp())
    ELSE statement_timestamp() END,
    commitment, reference, public::jsonb
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::bytea[], %s::uuid[], %s::text[])
    WITH ORDINALITY AS told (entry, kind, space, commitment, reference, public, place)
ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be told of one act.

    `row` carries the entry and the salt of its `payload`, which the log commits to and never shows; an act
    without words to hide has neither. `public` is for ever: facts that say nothing of anybody. `reference` is
    the entry (not the place) of an earlier leaf: the former version, the text that is hidden, the vote that
    is changed.
    """

    kind: LeafKind
    space: str
    public: Mapping[str, Value]
    row: Logged | None = None
    payload: Value = None
    reference: uuid.UUID | None = None


def append(entry: Entry) -> uuid.UUID:
    """Add one leaf to the caller's transaction, and return its entry. Raises outside a transaction."""
    waiting = _waiting(entry)
    _write(WRITE_ONE, [*waiting, entry.kind in VOTES])
    return waiting[0]


def append_all(entries: Iterable[Entry]) -> None:
    """Add many leaves, in this order, to the caller's transaction. Raises outside a transaction."""
    waiting = [_waiting(entry) for entry in entries]
    for start in range(0, len(waiting), BATCH):
        columns = zip(*waiting[start : start + BATCH], strict=True)
        _write(WRITE_MANY, [VOTE_KINDS, *(list(column) for column in columns)])


def _write(statement: str, values: list[Any]) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a leaf belongs to the transaction of the act it tells")
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def space_of(consultation_id: int) -> str:
    """The name of a consultation in the log."""
    return f"c{consultation_id}"


def _waiting(entry: Entry) -> Waiting:
    return (
        _name(entry),
        str(entry.kind),
        entry.space,
        _commitment(entry),
        entry.reference,
        _public(entry),
    )


def _public(entry: Entry) -> str:
    """What could not be written in the log is refused here, with the act: waiting, it would block all."""
    public = canonical(dict(entry.public))
    if len(public) > MOST_PUBLIC_BYTES:
        raise ValueError(f"public facts take {MOST_PUBLIC_BYTES} bytes at most")
    return public.decode()


def _name(entry: Entry) -> uuid.UUID:
    if entry.row is None:
        return uuid.uuid4()
    if entry.row.entry is None:
        raise ValueError("a row without entry is older than the log")
    return entry.row.entry


def _commitment(entry: Entry) -> bytes | None:
    if entry.row is None:
        return None
    if entry.row.salt is None:
        raise ValueError("a row without salt cannot be committed to")
    return commit(bytes(entry.row.salt), entry.payload)
