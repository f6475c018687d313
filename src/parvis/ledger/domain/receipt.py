"""Receipts: they prove to their holders that an act is in the log, at the same place as for everybody."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.ledger import queries
from parvis.ledger.enums import Fate
from parvis.ledger.leaf import LeafText, fate_of, read_leaf
from parvis.ledger.models import Checkpoint, Leaf
from parvis.ledger.numbers import group_number
from parvis.merkle.canonical import Value
from parvis.merkle.notes import to_base64
from parvis.merkle.proof_text import ProofText, receipt_extra
from parvis.merkle.proofs import inclusion_proof


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of one act. While it waits for its place, a matter of seconds, there is no `leaf`."""

    entry: uuid.UUID
    text: str
    leaf: LeafText | None = None
    checkpoint: Checkpoint | None = None
    followed: tuple[LeafText, ...] = ()

    @property
    def fate(self) -> Fate:
        return fate_of(self.followed)

    @property
    def file(self) -> str:
        """The text as the address of a file to keep, which is not asked of the server."""
        return f"data:text/plain;charset=utf-8;base64,{to_base64(self.text.encode())}"

    @property
    def number(self) -> str:
        return group_number(self.entry)

    @property
    def link(self) -> str:
        return receipt_link(self.entry)

    @property
    def address(self) -> str:
        return receipt_address(self.entry)


def receipt_link(entry: uuid.UUID) -> str:
    """The path of the page of a receipt, in the reader's language."""
    return reverse("ledger:receipt", args=[entry])


def receipt_address(entry: uuid.UUID) -> str:
    """Its whole address, for mails."""
    return f"{settings.PARVIS_ADDRESS}{receipt_link(entry)}"


def receipt_text(entry: uuid.UUID, salt: bytes | memoryview | None, payload: Value = None) -> str:
    """The receipt as text, for its holder alone: it opens what the log commits to.

    The proof (c2sp.org/tlog-proof) once the act has its place; before, its number, its key and its address.
    """
    return receipt_of(entry, salt, payload).text


def receipt_of(entry: uuid.UUID, salt: bytes | memoryview | None = None, payload: Value = None) -> Receipt:
    """The receipt of an act, whether it has its place or still waits; a few queries."""
    opening = None if salt is None else bytes(salt)
    data = Leaf.objects.filter(entry=entry).values_list("data", flat=True).first()
    checkpoint = None if data is None else queries.latest()
    if data is None or checkpoint is None:
        return Receipt(entry, _waiting_text(entry, opening))
    leaf = read_leaf(bytes(data))
    proof = proof_of(leaf, checkpoint, extra=receipt_extra(leaf.data, salt=opening, payload=payload))
    followed = tuple(read_leaf(found) for found in queries.what_followed(leaf.seq))
    return Receipt(entry, str(proof), leaf, checkpoint, followed)


def proof_of(leaf: LeafText, checkpoint: Checkpoint, *, extra: bytes = b"") -> ProofText:
    """The proof that a leaf is in the tree that was signed; a few queries."""
    hashes = inclusion_proof(leaf.seq, checkpoint.size, queries.nodes(checkpoint.size))
    return ProofText(leaf.seq, tuple(hashes), checkpoint.note, extra)


def _waiting_text(entry: uuid.UUID, salt: bytes | None) -> str:
    lines = [_("Receipt number: %(number)s") % {"number": group_number(entry)}]
    if salt is not None:
        lines.append(_("Key that opens it: %(key)s") % {"key": salt.hex()})
    return "\n".join([*lines, receipt_address(entry), ""])
