"""What a leaf says, read from its bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from parvis.ledger.enums import FATES, VOTES, Fate, LeafKind
from parvis.merkle.canonical import parse


@dataclass(frozen=True, slots=True)
class LeafText:
    """A leaf in words; `at` is rounded down to the hour for a vote. `data` is its bytes."""

    data: bytes
    seq: int
    kind: LeafKind
    at: datetime
    commitment: str
    public: dict[str, Any]

    @property
    def is_vote(self) -> bool:
        return self.kind in VOTES

    @property
    def written(self) -> str:
        """Its bytes as text, which is what is hashed."""
        return self.data.decode()


def read_leaf(data: bytes) -> LeafText:
    """Read the bytes of a leaf of this log."""
    leaf: Any = parse(data)
    return LeafText(
        data=data,
        seq=leaf["seq"],
        kind=LeafKind(leaf["kind"]),
        at=datetime.fromtimestamp(leaf["t"], UTC),
        commitment=leaf["c"] or "",
        public=leaf["pub"],
    )


def fate_of(followed: Iterable[LeafText]) -> Fate:
    """What became of a leaf, from those that refer to it, in order; what is erased stays so."""
    fate = Fate.STANDS
    for leaf in followed:
        if fate != Fate.ERASED:
            fate = FATES.get(leaf.kind, fate)
    return fate
