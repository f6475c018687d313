"""Hash the whole log again, and hold it against what was signed."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from parvis.ledger import queries
from parvis.ledger.domain.halt import halt
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Checkpoint, Leaf, Verification
from parvis.merkle.notes import to_base64
from parvis.merkle.tree import Head, leaf_hash

CHUNK = 5_000


def verify() -> bool:
    """Whether the leaves give every root that was last signed on a day; if not, the log is halted."""
    signed = queries.daily_checkpoints()
    if not signed:
        return True
    with transaction.atomic():
        fault = first_fault(signed)
    Verification.objects.create(size=signed[-1].size, holds=fault is None)
    if fault is not None:
        halt(code=HaltCode.FORK, facts={"size": fault.size, "signed_root": to_base64(bytes(fault.root))})
    return fault is None


def first_fault(signed: Sequence[Checkpoint]) -> Checkpoint | None:
    """The first of these checkpoints, which go from small to large, that the leaves do not give."""
    tree = Head()
    hashes = (leaf_hash(data) for data in _leaves(signed[-1].size if signed else 0))
    for checkpoint in signed:
        for found in hashes:
            tree.append(found)
            if tree.size == checkpoint.size:
                break
        if (tree.size, tree.root()) != (checkpoint.size, bytes(checkpoint.root)):
            return checkpoint
    return None


def _leaves(size: int) -> Iterator[bytes]:
    rows = Leaf.objects.filter(seq__lt=size).order_by("seq").values_list("data", flat=True)
    return (bytes(data) for data in rows.iterator(chunk_size=CHUNK))
