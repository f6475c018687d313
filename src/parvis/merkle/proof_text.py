"""A receipt in one text: the place of a leaf, its proof, and the signed checkpoint (c2sp.org/tlog-proof).

    c2sp.org/tlog-proof@v1
    extra <base64, what else its holder needs>
    index <place of the leaf>
    <hashes of the proof, in base64, one a line>

    <the checkpoint, as it was signed>

The extra part is the canonical JSON `{"leaf": {..}, "payload": {..}, "salt": "<hex>"}`: the leaf as it is in
the log and, for its holder alone, what opens its commitment. Payload and salt may be left out.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from parvis.merkle.canonical import Value, canonical, parse
from parvis.merkle.checkpoints import SignedHead, open_checkpoint
from parvis.merkle.notes import Key, from_base64, to_base64
from parvis.merkle.proofs import verify_inclusion
from parvis.merkle.tree import HASH_BYTES

FIRST_LINE = "c2sp.org/tlog-proof@v1"
INDEX_LINE = re.compile(r"index (0|[1-9][0-9]{0,18})")
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class ProofText:
    """A proof of inclusion, its checkpoint (a note, in full), and the extra part, which nobody signs."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __str__(self) -> str:
        lines = [
            FIRST_LINE,
            *([f"extra {to_base64(self.extra)}"] if self.extra else []),
            f"index {self.index}",
            *(to_base64(found) for found in self.hashes),
            "",
            self.checkpoint,
        ]
        return "\n".join(lines)


def receipt_extra(leaf: bytes, *, salt: bytes | None = None, payload: Value = None) -> bytes:
    """The extra part of a receipt, from the canonical bytes of the leaf and what opens it."""
    extra: dict[str, Value] = {"leaf": parse(leaf)}
    if salt is not None:
        extra["salt"] = salt.hex()
    if payload is not None:
        extra["payload"] = payload
    return canonical(extra)


def parse_proof(text: str) -> ProofText:
    """Read a proof. Raises ValueError on what is none."""
    head, blank, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != FIRST_LINE or not lines:
        raise ValueError("this is no proof of inclusion")
    extra = from_base64(lines.pop(0)[6:]) if lines[0].startswith("extra ") else b""
    found = INDEX_LINE.fullmatch(lines.pop(0)) if lines else None
    hashes = tuple(from_base64(line) for line in lines)
    if not found or len(hashes) > MOST_HASHES or any(len(part) != HASH_BYTES for part in hashes):
        raise ValueError("this is no proof of inclusion")
    return ProofText(int(found[1]), hashes, checkpoint, extra)


def verify_proof(proof: ProofText, leaf: bytes, keys: Collection[Key]) -> SignedHead:
    """The checkpoint of a proof that holds for the leaf of this hash. Raises ValueError when it does not."""
    head = open_checkpoint(proof.checkpoint, keys)
    if not verify_inclusion(leaf, proof.index, head.size, proof.hashes, head.root):
        raise ValueError("the leaf is not in the signed tree")
    return head
