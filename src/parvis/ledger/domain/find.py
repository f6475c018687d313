"""Find an act in the log from what its holder kept: a receipt, its number, its address, a whole mail.

A proof is verified against the log as it is now, so that what was changed or dropped since shows.
"""

import uuid
from dataclasses import dataclass

from parvis.ledger import queries
from parvis.ledger.domain.receipt import proof_of
from parvis.ledger.enums import Fate, Verdict
from parvis.ledger.leaf import LeafText, fate_of, read_leaf
from parvis.ledger.models import Checkpoint, Leaf
from parvis.ledger.numbers import find_number
from parvis.merkle.canonical import Value, canonical, parse
from parvis.merkle.checkpoints import SignedHead, open_checkpoint
from parvis.merkle.commitments import commit
from parvis.merkle.proof_text import FIRST_LINE, ProofText, parse_proof
from parvis.merkle.proofs import consistency_proof, verify_consistency, verify_inclusion
from parvis.merkle.tree import leaf_hash


@dataclass(frozen=True, slots=True)
class Found:
    """The verdict; the leaf as the log holds it now, and the leaves that refer to it, in order.

    `kept` is the checkpoint of the receipt that was brought, `checkpoint` the last one. `opens` says whether
    the words and the key of the receipt, if it holds them, are those that the leaf commits to.
    """

    verdict: Verdict
    entry: uuid.UUID | None = None
    leaf: LeafText | None = None
    followed: tuple[LeafText, ...] = ()
    kept: SignedHead | None = None
    checkpoint: Checkpoint | None = None
    opens: bool | None = None

    @property
    def fate(self) -> Fate:
        return fate_of(self.followed)


def find(text: str) -> Found:
    """Look for whatever the text holds: a proof first, else a receipt number."""
    written = text.replace("\r\n", "\n").replace("\r", "\n")
    start = written.find(FIRST_LINE)
    if start >= 0:
        return _find_proof(written[start:].strip() + "\n")
    entry = find_number(written)
    return Found(Verdict.UNREADABLE) if entry is None else find_entry(entry)


def find_entry(entry: uuid.UUID) -> Found:
    """Where an entry is; its proof is made and verified on the spot."""
    data = Leaf.objects.filter(entry=entry).values_list("data", flat=True).first()
    last = queries.latest()
    if data is None or last is None:
        waits = queries.is_waiting(entry)
        return Found(Verdict.WAITING if waits else Verdict.UNKNOWN, entry)
    leaf = read_leaf(bytes(data))
    proof = proof_of(leaf, last)
    holds = verify_inclusion(leaf_hash(leaf.data), leaf.seq, last.size, proof.hashes, bytes(last.root))
    verdict = Verdict.HOLDS if holds else Verdict.ALTERED
    return Found(verdict, entry, leaf, _followed(leaf.seq), checkpoint=last)


def _find_proof(text: str) -> Found:
    try:
        proof = parse_proof(text)
    except ValueError:
        return Found(Verdict.UNREADABLE)
    try:
        kept = open_checkpoint(proof.checkpoint, queries.keys())
    except ValueError:
        return Found(Verdict.FOREIGN)
    return _compare(proof, kept)


def _compare(proof: ProofText, kept: SignedHead) -> Found:
    """A proof that the log did sign, against the log as it is."""
    if proof.index >= kept.size:
        return Found(Verdict.BROKEN, kept=kept)
    last = queries.latest()
    data = Leaf.objects.filter(seq=proof.index).values_list("data", flat=True).first()
    if data is None or last is None or last.size < kept.size:
        return Found(Verdict.MISSING, kept=kept, checkpoint=last)
    leaf = read_leaf(bytes(data))
    verdict = _verdict(proof, kept, leaf, last)
    if verdict == Verdict.BROKEN:
        return Found(verdict, kept=kept)
    return Found(verdict, None, leaf, _followed(leaf.seq), kept, last, _opens(proof, leaf))


def _verdict(proof: ProofText, kept: SignedHead, leaf: LeafText, last: Checkpoint) -> Verdict:
    if not verify_inclusion(leaf_hash(leaf.data), proof.index, kept.size, proof.hashes, kept.root):
        return Verdict.ALTERED if _is_whole(proof, kept) else Verdict.BROKEN
    path = consistency_proof(kept.size, last.size, queries.nodes(last.size))
    extends = verify_consistency(kept.size, last.size, path, kept.root, bytes(last.root))
    return Verdict.HOLDS if extends else Verdict.FORKED


def _is_whole(proof: ProofText, kept: SignedHead) -> bool:
    """Whether the receipt proves by itself that its own leaf was in the signed tree."""
    leaf = _extra(proof).get("leaf")
    return leaf is not None and verify_inclusion(
        leaf_hash(canonical(leaf)), proof.index, kept.size, proof.hashes, kept.root
    )


def _opens(proof: ProofText, leaf: LeafText) -> bool | None:
    extra = _extra(proof)
    if "salt" not in extra or "payload" not in extra:
        return None
    try:
        return commit(bytes.fromhex(str(extra["salt"])), extra["payload"]).hex() == leaf.commitment
    except ValueError:
        return False


def _extra(proof: ProofText) -> dict[str, Value]:
    """The part of a receipt that nobody signed; empty unless it is written as we write it."""
    try:
        extra = parse(proof.extra)
    except ValueError:
        return {}
    return extra if isinstance(extra, dict) else {}


def _followed(seq: int) -> tuple[LeafText, ...]:
    return tuple(read_leaf(data) for data in queries.what_followed(seq))
