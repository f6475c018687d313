"""The sequencer: what waits gets its place, and the log is signed as it then is.

A round is one transaction: rows leave `Pending`, leaves and tiles are added, the head moves, a checkpoint is
signed, or nothing of all that. One round runs at a time, whatever the number of workers.
"""

import logging
from collections.abc import Mapping, Sequence
from random import Random
from secrets import SystemRandom

from django.db import connection, transaction

from parvis.ledger import queries
from parvis.ledger.domain import keys
from parvis.ledger.domain.draw import draw_order
from parvis.ledger.domain.halt import halt
from parvis.ledger.domain.tree import Forked, lock_head, open_tree, save_tree, write_tiles
from parvis.ledger.domain.waiting import Waiting, leaf_bytes, take
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Checkpoint, Pending
from parvis.merkle.checkpoints import checkpoint_text
from parvis.merkle.notes import sign_note
from parvis.merkle.tree import Head, leaf_hash

log = logging.getLogger(__name__)

BATCH = 10_000
TRY_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('parvis.ledger.sequence'))"
WAIT_ALONE = "SELECT pg_advisory_xact_lock(hashtext('parvis.ledger.sequence'))"
PLACES = "SELECT entry::text, seq FROM ledger_leaf WHERE entry = ANY(%s::uuid[])"
COPY = "COPY ledger_leaf (seq, entry, data, reference) FROM STDIN"
COPY_LINE = "%s\t%s\t\\\\x%s\t%s\n"


def sequence(*, batch: int = BATCH) -> int:
    """Give a place to all that waits, and return how many leaves were added.

    Nothing is done when nothing waits, when another process is at it, or while the log is halted. Raises
    Forked, once the log is halted, when going on would sign another history.
    """
    total = 0
    while Pending.objects.exists():
        added = _guarded_round(batch)
        total += added
        if added < batch:
            break
    return total


def _guarded_round(batch: int) -> int:
    try:
        with transaction.atomic():
            if not _is_alone() or queries.halted():
                return 0
            return add_round(batch=batch, signers=[keys.signer()])
    except Forked as fork:
        halt(code=HaltCode.FORK, facts=fork.facts)
        raise


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(TRY_ALONE)
        return bool(cursor.fetchone()[0])


def add_round(*, batch: int, signers: Sequence[keys.Signer], random: Random | None = None) -> int:
    """One round, under the lock and in the transaction of the caller: `batch` leaves at most, and signed."""
    head = lock_head()
    tree = open_tree(head)
    rows = draw_order(take(batch), random=random or SystemRandom())
    if not rows:
        return 0
    leaves = _write_leaves(rows, start=tree.size)
    hashes = [leaf_hash(data) for data in leaves]
    write_tiles(size=tree.size, hashes=hashes)
    tree.extend(hashes)
    save_tree(head, tree)
    _sign(tree, signers, longest_wait=_longest_wait(rows))
    return len(rows)


def _write_leaves(rows: Sequence[Waiting], *, start: int) -> list[bytes]:
    """Copy the leaves to the table, and return their bytes."""
    places = _places(rows, start)
    leaves, lines = [], []
    for seq, row in enumerate(rows, start):
        reference = _reference(row, seq, places)
        data = leaf_bytes(row, seq=seq, reference=reference)
        leaves.append(data)
        lines.append(COPY_LINE % (seq, row.entry, data.hex(), "\\N" if reference is None else reference))
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        copy.write("".join(lines))
    return leaves


def _places(rows: Sequence[Waiting], start: int) -> dict[str, int]:
    """The place of each entry of the round, and of those of earlier rounds that it refers to."""
    places = {row.entry: seq for seq, row in enumerate(rows, start)}
    earlier = {row.reference for row in rows if row.reference} - places.keys()
    if earlier:
        with connection.cursor() as cursor:
            cursor.execute(PLACES, [list(earlier)])
            places.update(cursor.fetchall())
    return places


def _reference(row: Waiting, seq: int, places: Mapping[str, int]) -> int | None:
    """The place that a leaf refers to. One that refers to nothing known is logged: the log goes on."""
    if row.reference is None:
        return None
    place = places.get(row.reference)
    if place is None or place >= seq:
        log.error("leaf %s (%s) refers to an entry that the log does not hold", seq, row.kind)
        return None
    return place


def _longest_wait(rows: Sequence[Waiting]) -> int | None:
    """Milliseconds since the oldest act of the round; the time of votes is rounded, and says nothing."""
    oldest = min((row.at for row in rows if not row.is_vote), default=None)
    if oldest is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")
        return max(0, int(cursor.fetchone()[0]) - oldest)


def _sign(tree: Head, signers: Sequence[keys.Signer], *, longest_wait: int | None) -> None:
    root = tree.root()
    text = checkpoint_text(signers[0].key.name, tree.size, root)
    note = sign_note(text, *((signer.key, signer.sign) for signer in signers))
    Checkpoint.objects.create(size=tree.size, root=root, note=note, longest_wait=longest_wait)
