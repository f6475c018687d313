"""Change the key that signs: the log says so itself, and the checkpoint that says it is signed by both."""

from django.db import connection, transaction

from parvis.ledger import queries
from parvis.ledger.domain import keys
from parvis.ledger.domain.append import LOG_SPACE, Entry, append
from parvis.ledger.domain.halt import LogHalted
from parvis.ledger.domain.sequence import BATCH, WAIT_ALONE, add_round
from parvis.ledger.domain.tree import lock_head
from parvis.ledger.enums import LeafKind
from parvis.merkle.canonical import Value
from parvis.merkle.notes import Key, to_base64

PREFIX = "parvis/key.rotate/v1\n"


def rotate_key() -> tuple[Key, Key]:
    """Make a new key, and return the former one and the new one. The file of the former one stays.

    Raises KeyMissing when the former key is not there to sign too, LogHalted, Forked as the sequencer does.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(WAIT_ALONE)
        if queries.halted():
            raise LogHalted
        former = keys.signer()
        while add_round(batch=BATCH, signers=[former]) == BATCH:
            pass
        new = keys.make(name=former.key.name, since=lock_head().size + 1)
        append(Entry(kind=LeafKind.KEY_ROTATE, space=LOG_SPACE, public=_public(former, new)))
        add_round(batch=BATCH, signers=[new, former])
    return former.key, new.key


def rotation_text(former: Key, new: Key) -> bytes:
    """What both keys sign in the leaf."""
    return f"{PREFIX}{former.vkey}\n{new.vkey}\n".encode()


def _public(former: keys.Signer, new: keys.Signer) -> dict[str, Value]:
    text = rotation_text(former.key, new.key)
    return {
        "former": former.key.vkey,
        "new": new.key.vkey,
        "signed_by_former": to_base64(former.sign(text)),
        "signed_by_new": to_base64(new.sign(text)),
    }
