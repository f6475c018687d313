"""Write to the log, in the transaction of the act that is told."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now, TruncHour

from parvis.ledger.enums import VOTES, LeafKind
from parvis.ledger.models import Logged, Pending
from parvis.merkle.canonical import Value
from parvis.merkle.commitments import commit


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
    pending = _pending(entry)
    _write([pending])
    return pending.entry


def append_all(entries: Iterable[Entry]) -> None:
    """Add many leaves, in this order, to the caller's transaction. Raises outside a transaction."""
    _write([_pending(entry) for entry in entries])


def _write(pending: list[Pending]) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a leaf belongs to the transaction of the act it tells")
    Pending.objects.bulk_create(pending, batch_size=1_000)


def space_of(consultation_id: int) -> str:
    """The name of a consultation in the log."""
    return f"c{consultation_id}"


def _pending(entry: Entry) -> Pending:
    pending = Pending(
        entry=_name(entry),
        kind=entry.kind,
        space=entry.space,
        commitment=_commitment(entry),
        reference=entry.reference,
        public=dict(entry.public),
    )
    if entry.kind in VOTES:
        pending.at = TruncHour(Now())
    return pending


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
