"""A stage that vanishes: one transaction that is always undone, with a public log of its own.

Three things make sure that nothing is left behind. Whatever is written inside is rolled back. The tables of
the log are hidden by temporary ones, empty, so that no real line is read, moved or waited for; the site's own
key is out of reach, since it must never sign a history that did not happen: `Ink` is made for the rehearsal
and dies with it. And no page is made of the rehearsal's log once it is signed, since the foot of pages is
remembered for some seconds by the whole process.

What cannot be undone: the numbers that the database gave meanwhile. The next contribution may be the twelfth
where the last one was the fourth.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from parvis.ledger.domain import mark
from parvis.ledger.domain.keys import Signer
from parvis.ledger.domain.sequence import BATCH, add_round
from parvis.ledger.models import Checkpoint, Head, Leaf, Pending, SigningKey, Tile
from parvis.merkle.notes import Key

LOG = (Pending, Leaf, Head, Checkpoint, Tile, SigningKey)
HIDE = sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING ALL)")
PATIENCE = "2s"
"""A rehearsal that waits for people gives up: they are not to wait for it."""


@contextmanager
def stage() -> Iterator[None]:
    """What is done inside is done by nobody, and told to an empty log that vanishes with it."""
    known = mark.mark()
    mark.remember(known)
    try:
        with transaction.atomic():
            _put_up()
            yield
            transaction.set_rollback(True)
    finally:
        mark.remember(known)


def _put_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true), current_schema()", [PATIENCE])
        _patience, home = cursor.fetchone()
        for model in LOG:
            table = model._meta.db_table
            cursor.execute(HIDE.format(sql.Identifier(table), sql.Identifier(home, table)))


@dataclass(frozen=True, slots=True)
class Ink:
    """The key of one rehearsal: in memory alone, and under a name that says what it is."""

    signer: Signer

    @classmethod
    def made(cls) -> Ink:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        key = Key(f"{settings.PARVIS_LEDGER_NAME}/rehearsal", public)
        return cls(Signer(key, private.sign))

    @property
    def key(self) -> Key:
        return self.signer.key


def sign_the_log(ink: Ink) -> int:
    """Give a place to all that was told on the stage, and sign it; returns how many lines there are."""
    SigningKey.objects.create(vkey=ink.key.vkey, since=0)
    lines = 0
    while added := add_round(batch=BATCH, signers=[ink.signer]):
        lines += added
    return lines
