"""Proofs that a leaf is in a tree, and that a tree extends an older one (RFC 9162, sections 2.1.3 and 2.1.4).

Proofs are made from a function `node(level, index)`: the hash of the complete subtree that holds the leaves
index * 2**level to (index + 1) * 2**level - 1. Level 0 is the leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from parvis.merkle.tree import fold_peaks, node_hash

Node: TypeAlias = Callable[[int, int], bytes]


def nodes_of(leaves: Sequence[bytes]) -> Node:
    """The function `node` of a tree that is held in memory, from the hashes of its leaves."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([node_hash(left, right) for left, right in pairs])
    return lambda level, index: levels[level][index]


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The hashes beside the way from leaf `index` to the root of the first `size` leaves, lowest first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _left_part(end - start)
        if index < middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """The hashes that show that the first `old` leaves of a tree of `new` leaves are those of the older tree.

    Nothing is needed for an older tree that is empty, or the same.
    """
    if not 0 <= old <= new:
        raise ValueError("a tree extends a smaller one")
    start, end, path = 0, new, []
    while 0 < old < end:
        middle = start + _left_part(end - start)
        if old <= middle:
            path.append(range_root(middle, end, node))
            end = middle
        else:
            path.append(range_root(start, middle, node))
            start = middle
    if start > 0:
        path.append(range_root(start, end, node))
    return path[::-1]


def range_root(start: int, end: int, node: Node) -> bytes:
    """The root of the leaves `start` to `end` - 1, where `start` is a place that a tree splits at."""
    return fold_peaks([node(level, index) for level, index in complete_subtrees(start, end)])


def complete_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Level and index of the complete subtrees that cover `start` to `end` - 1, the largest first."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf of this hash is at `index` of the tree of this size and root (2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(beside, found)
            place, last = _climb(place, last)
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of size `new` extends, without touching it, the tree of size `old` (2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == fold_peaks(())
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    return bool(path) and _verify_path(old, new, path, (old_root, new_root))


def _verify_path(old: int, new: int, path: list[bytes], roots: tuple[bytes, bytes]) -> bool:
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found_new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            found_old, found_new = node_hash(beside, found_old), node_hash(beside, found_new)
            place, last = _climb(place, last)
        else:
            found_new = node_hash(found_new, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and (found_old, found_new) == roots


def _climb(place: int, last: int) -> tuple[int, int]:
    """Skip the levels where a node at the right end has nothing beside it."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _left_part(width: int) -> int:
    """The largest power of two under `width`: how many leaves are on the left of the root."""
    return 1 << ((width - 1).bit_length() - 1)
