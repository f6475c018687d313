"""Reads one leaf from its line. Most are read by their frame alone, several times faster than by `parse`."""

import re
from binascii import unhexlify
from functools import lru_cache
from typing import NamedTuple

from parvis.merkle.canonical import Value, parse
from parvis.merkle.verifier.fields import as_bytes32, as_record, as_text, as_whole, as_whole_or_none

LEAF_FRAME = re.compile(
    r'\{"c":(?:"([0-9a-f]{64})"|null),"kind":"([a-z._]+)","pub":(\{[ -~]*\}),'
    r'"ref":(?:(0|[1-9][0-9]{0,17})|null),"seq":(0|[1-9][0-9]{0,17}),'
    r'"space":"([a-z0-9]*)","t":(0|[1-9][0-9]{0,17}),"v":1\}'
)
LEAF_KEYS = {"c", "kind", "pub", "ref", "seq", "space", "t", "v"}
MOST_LEAF_LINE = 65_535


class LoggedLeaf(NamedTuple):
    """One line of the log. `commitment` and `ref` are None where the leaf has none."""

    seq: int
    time: int
    kind: str
    space: str
    commitment: bytes | None
    ref: int | None
    public: dict[str, Value]


def read_leaf(line: bytes) -> LoggedLeaf:
    """Read a leaf. Raises ValueError on anything but the canonical bytes of one."""
    if len(line) > MOST_LEAF_LINE:
        raise ValueError("a leaf is too long")
    found = LEAF_FRAME.fullmatch(line.decode())
    if not found:
        return _read_slowly(line)
    commitment, kind, public, ref, seq, space, time = found.groups()
    return LoggedLeaf(
        int(seq),
        int(time),
        kind,
        space,
        unhexlify(commitment) if commitment else None,
        int(ref) if ref else None,
        _read_public(public),
    )


@lru_cache(maxsize=4096)
def _read_public(text: str) -> dict[str, Value]:
    return as_record(parse(text.encode()))


def _read_slowly(line: bytes) -> LoggedLeaf:
    value = as_record(parse(line))
    if set(value) != LEAF_KEYS or as_whole(value["v"]) != 1:
        raise ValueError("not a leaf of this format")
    return LoggedLeaf(
        as_whole(value["seq"]),
        as_whole(value["t"]),
        as_text(value["kind"]),
        as_text(value["space"]),
        None if value["c"] is None else as_bytes32(value["c"]),
        as_whole_or_none(value["ref"]),
        as_record(value["pub"]),
    )
