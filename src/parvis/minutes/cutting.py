"""Notes typed as plain text, cut into passages; and which passage is which after they were typed again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

HEADING = re.compile(r"^#+\s*(?P<words>\S.*)$")
ALIKE = 0.35
"""Share of words in common from which changed words are those of a former passage, in another place."""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage as typed."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A passage that is there, under its number."""

    pk: int
    block: Block


def cut(typed: str) -> list[Block]:
    """A passage for each paragraph, or each line where no line is empty; a heading for each line with #."""
    lines = [line.strip() for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    body = "\n".join(lines).strip()
    is_by_line = "\n\n" not in body
    found: list[Block] = []
    held: list[str] = []

    def flush() -> None:
        if held:
            found.append(Block("\n".join(held)))
            held.clear()

    for line in lines:
        heading = HEADING.match(line)
        if heading or not line or is_by_line:
            flush()
        if heading:
            found.append(Block(heading["words"], is_heading=True))
        elif line:
            held.append(line)
    flush()
    return found


def typed_again(blocks: Sequence[Block]) -> str:
    """What `cut` reads back as these passages, whatever their number."""
    return "\n\n".join(f"# {block.text}" if block.is_heading else block.text for block in blocks)


def matched(former: Sequence[Held], blocks: Sequence[Block]) -> list[tuple[int | None, Block]]:
    """Each block with the number of the passage that it continues; None for a new one.

    Words that did not change keep their number, wherever they went; then words that changed in their place;
    then those that look like words that are gone.
    """
    found: dict[int, int] = dict(_in_place(former, blocks))
    _moved(former, blocks, found)
    _alike(former, blocks, found)
    return [(found.get(place), block) for place, block in enumerate(blocks)]


def _in_place(former: Sequence[Held], blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """By the place of each block: the passage that says the same there, or said something else before."""
    before = [held.block.text for held in former]
    now = [block.text for block in blocks]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and i2 - i1 == j2 - j1):
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                if kind == "equal" or before[i] not in now:
                    yield j, former[i].pk


def _moved(former: Sequence[Held], blocks: Sequence[Block], found: dict[int, int]) -> None:
    free = {held.block.text: held.pk for held in former if held.pk not in found.values()}
    for place, block in enumerate(blocks):
        if place not in found and block.text in free:
            found[place] = free.pop(block.text)


def _alike(former: Sequence[Held], blocks: Sequence[Block], found: dict[int, int]) -> None:
    """The closest words first: each passage is taken once."""
    taken = set(found.values())
    pairs = [
        (ratio, -place, -held.pk)
        for held in former
        if held.pk not in taken
        for place, block in enumerate(blocks)
        if place not in found and (ratio := _overlap(held.block.text, block.text)) >= ALIKE
    ]
    for _ratio, place, pk in sorted(pairs, reverse=True):
        if -place not in found and -pk not in found.values():
            found[-place] = -pk


def _overlap(left: str, right: str) -> float:
    """The share of words that two texts have in common, from 0 to 1."""
    one, other = set(left.casefold().split()), set(right.casefold().split())
    return 2 * len(one & other) / (len(one) + len(other))
