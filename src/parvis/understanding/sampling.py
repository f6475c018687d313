"""Which texts people code, and in which order each reads them: drawn from a seed that anybody can use again.

Texts are put in the order of the SHA-256 of the seed and of their number, and the first are taken: no
program of chance is needed to find the same ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence


def in_order(numbers: Iterable[int], *marks: int | str) -> list[int]:
    """As the SHA-256 of `mark/mark/number` puts them."""
    said = "/".join(str(mark) for mark in marks)
    return sorted(numbers, key=lambda one: hashlib.sha256(f"{said}/{one}".encode()).digest())


def draw(pools: Mapping[int, Sequence[int]], *, size: int, seed: int, is_stratified: bool) -> list[int]:
    """At most `size` texts, in the order of the draw. `pools`: those of each topic, by its number.

    Stratified, each topic has its share of them, and one at least as long as there are enough.
    """
    if not is_stratified:
        return in_order((one for pool in pools.values() for one in pool), seed)[:size]
    shares = allotted({topic: len(pool) for topic, pool in pools.items()}, size)
    taken = [one for topic, pool in pools.items() for one in in_order(pool, seed)[: shares[topic]]]
    return in_order(taken, seed)


def allotted(sizes: Mapping[int, int], size: int) -> dict[int, int]:
    """How many of `size` go to each pool: one each to begin with, then in proportion.

    Where there are more pools than places, the largest have one each.
    """
    whole = sum(sizes.values())
    wanted = min(size, whole)
    filled = sorted((key for key, count in sizes.items() if count), key=lambda key: (-sizes[key], key))
    shares = dict.fromkeys(sizes, 0) | dict.fromkeys(filled[:wanted], 1)
    for _each in range(wanted - sum(shares.values())):
        open_ones = (key for key in filled if shares[key] < sizes[key])
        lacking = max(open_ones, key=lambda key: (sizes[key] * wanted / whole - shares[key], -key))
        shares[lacking] += 1
    return shares
