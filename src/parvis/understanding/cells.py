"""Whose votes on a statement may be told: never those of fewer than ten people, nor by what is left."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST_PEOPLE = 10
"""In a cell of a table; fewer would say of each of them what they wrote about, or how they voted."""


def told(seens: Sequence[int], seen: int) -> list[bool]:
    """Which groups' votes are told. `seens`: people of each who voted; `seen`: everybody's, in no group too.

    Where a group is not, what is left of the total once the others are taken off holds ten people at least:
    the smallest of the others go with it until it does. Where nobody of a group voted, nothing is told of it.
    """
    shown = [count >= FEWEST_PEOPLE for count in seens]
    while any(count and not is_shown for count, is_shown in zip(seens, shown, strict=True)):
        left = seen - sum(count for count, is_shown in zip(seens, shown, strict=True) if is_shown)
        if left >= FEWEST_PEOPLE or not any(shown):
            break
        shown[min((place for place in range(len(seens)) if shown[place]), key=seens.__getitem__)] = False
    return shown
