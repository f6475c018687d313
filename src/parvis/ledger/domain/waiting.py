"""What waits for its place: taken from the table, and written as the bytes of a leaf."""

import json
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from parvis.ledger.enums import VOTES
from parvis.merkle.canonical import canonical

VERSION = 1
VOTE_KINDS = frozenset(str(kind) for kind in VOTES)

# One statement: a row is either waiting or in the hands of this transaction.
TAKE = """
WITH picked AS MATERIALIZED (
    SELECT id FROM ledger_pending ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM ledger_pending waiting USING picked WHERE waiting.id = picked.id
    RETURNING waiting.id, entry, kind, space, at, commitment, reference, public
)
SELECT entry::text, kind, space, floor(extract(epoch FROM at) * 1000)::bigint,
    encode(commitment, 'hex'), reference::text, public::text
FROM taken ORDER BY id
"""


class Waiting(NamedTuple):
    """A row of `Pending` as text, since a round has thousands; `at` is in milliseconds."""

    entry: str
    kind: str
    space: str
    at: int
    commitment: str | None
    reference: str | None
    public: str

    @property
    def is_vote(self) -> bool:
        return self.kind in VOTE_KINDS


def take(most: int) -> list[Waiting]:
    """Take the rows that have waited longest out of the table, `most` at a time, in order."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [most])
        return [Waiting(*row) for row in cursor.fetchall()]


def leaf_bytes(row: Waiting, *, seq: int, reference: int | None) -> bytes:
    """The bytes of a leaf, as `canonical` would write them: its frame is spelt out here, for speed."""
    commitment = f'"{row.commitment}"' if row.commitment else "null"
    refers_to = "null" if reference is None else reference
    text = (
        f'{{"c":{commitment},"kind":{_text(row.kind)},"pub":{_facts(row.public)},"ref":{refers_to},'
        f'"seq":{seq},"space":{_text(row.space)},"t":{row.at // 1000},"v":{VERSION}}}'
    )
    return text.encode()


@lru_cache(maxsize=1024)
def _text(value: str) -> str:
    return canonical(value).decode()


@lru_cache(maxsize=4096)
def _facts(written: str) -> str:
    return canonical(json.loads(written)).decode()
