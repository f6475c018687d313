"""Reads of the log: what was signed, its tiles, its proofs, what became of a leaf."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import connection
from django.db.models import Max, Q
from django.db.models.functions import TruncDate

from parvis.ledger import models
from parvis.ledger.leaf import read_leaf
from parvis.ledger.models import Checkpoint, Deposit, Halt, Leaf, Pending, SigningKey, Verification
from parvis.merkle.notes import Key, parse_vkey
from parvis.merkle.proofs import Node
from parvis.merkle.tiles import WIDTH, Tile, nodes_from, pack_bundle
from parvis.merkle.tree import leaf_hash

ROUNDS = 1_000
"""How many of the last signatures the longest wait is measured over."""


def latest() -> Checkpoint | None:
    """The last checkpoint; one query."""
    return Checkpoint.objects.order_by("-size").first()


def checkpoint_of(size: int) -> Checkpoint | None:
    """What was signed for a size, if that size was signed; one query."""
    return Checkpoint.objects.filter(size=size).first()


def signed_size() -> int:
    """How many leaves are signed, none if nothing is; one query."""
    found = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    return found or 0


def held_size() -> int:
    """How many places the leaves in the table go up to; one query."""
    last = Leaf.objects.order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


def keys() -> list[Key]:
    """Every key that has signed, the one that signs now first; one query."""
    return [parse_vkey(vkey) for vkey in SigningKey.objects.order_by("-pk").values_list("vkey", flat=True)]


def leaves_between(start: int, end: int) -> list[bytes]:
    """The bytes of leaves `start` to `end` - 1."""
    rows = Leaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq").values_list("data", flat=True)
    return [bytes(data) for data in rows]


def hashes_of(tile: Tile) -> bytes:
    """A tile of hashes, full or partial; one query, two when a full tile must be made again."""
    level, start = tile.level or 0, tile.index * WIDTH
    if tile.width == WIDTH:
        kept = models.Tile.objects.filter(level=level, index=tile.index)
        found = kept.values_list("hashes", flat=True).first()
        if found is not None:
            return bytes(found)
    return b"".join(hashes_between(level, start, start + tile.width))


def hashes_between(level: int, start: int, end: int) -> list[bytes]:
    """Hashes `start` to `end` - 1 of one level of tiles: of leaves, or the roots of tiles below."""
    if level == 0:
        return [leaf_hash(data) for data in leaves_between(start, end)]
    below = models.Tile.objects.filter(level=level - 1, index__gte=start, index__lt=end)
    return [bytes(root) for root in below.order_by("index").values_list("root", flat=True)]


def bundle_of(tile: Tile) -> bytes:
    """A bundle of leaves, full or partial; one query."""
    start = tile.index * WIDTH
    return pack_bundle(leaves_between(start, start + tile.width))


def nodes(size: int) -> Node:
    """The nodes of the tree of the first `size` leaves, to make proofs from; a few queries in all."""
    return nodes_from(size, hashes_of)


def place_of(entry: uuid.UUID) -> int | None:
    """The place of an entry; None while it waits, or if there is none."""
    return Leaf.objects.filter(entry=entry).values_list("seq", flat=True).first()


def is_waiting(entry: uuid.UUID) -> bool:
    return Pending.objects.filter(entry=entry).exists()


def commitments_of(entries: Sequence[uuid.UUID]) -> dict[uuid.UUID, str | None]:
    """What was committed to under each entry, in hexadecimal, waiting or in its place; two queries."""
    waiting = Pending.objects.filter(entry__in=entries).values_list("entry", "commitment")
    placed = Leaf.objects.filter(entry__in=entries).values_list("entry", "data")
    found = {entry: None if held is None else bytes(held).hex() for entry, held in waiting}
    return found | {entry: read_leaf(bytes(data)).commitment for entry, data in placed}


def what_followed(seq: int) -> list[bytes]:
    """The bytes of the leaves that refer to this one, in order; one query."""
    rows = Leaf.objects.filter(reference=seq).order_by("seq").values_list("data", flat=True)
    return [bytes(data) for data in rows]


def halted() -> Halt | None:
    """The halt that is open, if any."""
    return Halt.objects.filter(lifted_at=None).first()


def longest_wait() -> int | None:
    """Milliseconds that an act waited at most for its signature, over the last signatures."""
    last = Checkpoint.objects.order_by("-size").values("longest_wait")[:ROUNDS]
    found: int | None = last.aggregate(most=Max("longest_wait"))["most"]
    return found


def daily_checkpoints() -> list[Checkpoint]:
    """The last checkpoint of each day, oldest first."""
    days = Checkpoint.objects.annotate(day=TruncDate("signed_at")).values("day").annotate(last=Max("size"))
    return list(Checkpoint.objects.filter(size__in=days.values("last")).order_by("size"))


SIZES_BY_DAY = """
SELECT day::date, coalesce((
    SELECT size FROM ledger_checkpoint
    WHERE signed_at < (day::date + 1)::timestamp AT TIME ZONE %(zone)s ORDER BY signed_at DESC LIMIT 1
), 0)
FROM generate_series(%(first)s::date - 1, %(last)s::date, interval '1 day') AS day ORDER BY day
"""


def leaves_by_day(*, first: datetime, last: datetime, zone: str) -> list[tuple[date, int]]:
    """How many leaves were signed each day from `first` to `last`, zeros included; one query."""
    with connection.cursor() as cursor:
        cursor.execute(SIZES_BY_DAY, {"first": first.date(), "last": last.date(), "zone": zone})
        rows = cursor.fetchall()
    return [(day, size - before) for (_, before), (day, size) in pairwise(rows)]


def last_deposits(places: Sequence[str]) -> dict[str, Deposit]:
    """The last checkpoint that each outside place took, by place; one query."""
    return _last_attempts(places, Q(failure=""))


def last_failures(places: Sequence[str]) -> dict[str, Deposit]:
    """The last attempt at each outside place whose last attempt failed, by place; one query."""
    return {place: row for place, row in _last_attempts(places, Q()).items() if row.failure}


def _last_attempts(places: Sequence[str], condition: Q) -> dict[str, Deposit]:
    rows = Deposit.objects.filter(condition, place__in=places).order_by("place", "-at", "-pk")
    return {row.place: row for row in rows.distinct("place")}


def last_verification() -> Verification | None:
    return Verification.objects.order_by("-pk").first()
