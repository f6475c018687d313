"""Acts told to the log, for tests."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from parvis.ledger.domain.append import Entry, append, append_all
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.merkle.commitments import new_salt

SPACE = "c1"


@dataclass
class Words:
    """A row whose words the log commits to."""

    payload: Value = "Un banc."
    entry: uuid.UUID = field(default_factory=uuid.uuid4)
    salt: bytes = field(default_factory=new_salt)


def tell(
    kind: LeafKind = LeafKind.CONTRIBUTION_ACCEPTED,
    *,
    row: Words | None = None,
    reference: uuid.UUID | None = None,
    **public: Value,
) -> uuid.UUID:
    """One act, committed, which waits for its place."""
    payload = row.payload if row else None
    with transaction.atomic():
        return append(Entry(kind, SPACE, public or {"level": 1}, row, payload, reference))


def vote(kind: LeafKind = LeafKind.VOTE_CAST, *, reference: uuid.UUID | None = None) -> uuid.UUID:
    return tell(kind, row=Words({"choice": 1}), reference=reference, ballot=3, level=1)


def grow(leaves: int) -> None:
    """Add so many leaves, each with its place, all under one checkpoint. No two logs grow alike."""
    rows = [Words() for _ in range(leaves)]
    with transaction.atomic():
        append_all(Entry(LeafKind.CONTRIBUTION_ACCEPTED, SPACE, {"level": 1}, row) for row in rows)
    sequence()
