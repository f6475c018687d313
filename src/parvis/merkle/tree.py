"""The tree of hashes of RFC 6962 and RFC 9162: one root for all leaves, in order."""

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 of 0x00 and the leaf: a leaf never passes for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 of 0x01 and the two hashes below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Head:
    """All that is needed to add leaves to a tree: its size and its peaks, in O(log n) memory.

    Peaks are the roots of the complete subtrees that make the tree, one for each bit of its size, the
    largest (leftmost) first.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if size < 0 or len(peaks) != size.bit_count() or any(len(peak) != HASH_BYTES for peak in peaks):
            raise ValueError("these peaks are not those of a tree of this size")
        self.size = size
        self._peaks = list(peaks)

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The peaks, largest first: with the size, they make this head again."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf = hashlib.sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add the hashes of leaves, in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root of the tree; that of an empty tree is the hash of nothing."""
        return fold_peaks(self._peaks)


def fold_peaks(peaks: Sequence[bytes]) -> bytes:
    """The root above complete subtrees that stand side by side, the largest first."""
    if not peaks:
        return hashlib.sha256().digest()
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree from the hashes of its leaves."""
    head = Head()
    head.extend(leaves)
    return head.root()
