"""Checkpoints: the size and the root of a log, to be signed as a note (c2sp.org/tlog-checkpoint).

the origin: which log
the number of leaves
the root, in base64
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from parvis.merkle.notes import Key, from_base64, open_note, parse_note, to_base64
from parvis.merkle.tree import HASH_BYTES

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class SignedHead:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text to sign."""
    if not origin or "\n" in origin or size < 0 or len(root) != HASH_BYTES:
        raise ValueError("a checkpoint has an origin on one line, a size and a root")
    return f"{origin}\n{size}\n{to_base64(root)}\n"


def parse_checkpoint(text: str) -> SignedHead:
    """Read the text of a checkpoint, whose further lines say nothing to us. ValueError if it is none."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not SIZE.fullmatch(lines[1]):
        raise ValueError("this is no checkpoint")
    root = from_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise ValueError("a root has 32 bytes")
    return SignedHead(lines[0], int(lines[1]), root)


def read_checkpoint(note: str) -> SignedHead:
    """What a note says, whoever signed it: nothing is verified."""
    return parse_checkpoint(parse_note(note).text)


def open_checkpoint(note: str, keys: Collection[Key]) -> SignedHead:
    """What a note signed by one of `keys` says. Raises ValueError when none of them did."""
    return parse_checkpoint(open_note(note, keys).text)
