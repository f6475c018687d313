"""The log as files that never change: tiles of 256 hashes, bundles of 256 leaves (c2sp.org/tlog-tiles).

The tile `index` of `level` holds, side by side, the roots of 256 complete subtrees of 256**level leaves. The
last tile of a level has a width under 256 until it is full. From the tiles come all nodes of the tree.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from parvis.merkle.proofs import Node
from parvis.merkle.tree import HASH_BYTES, fold_peaks

WIDTH = 256
MOST_LEAF_BYTES = 65_535
TILE_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile is; `level` None is a bundle of leaves. A full tile is 256 wide."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its address below that of the log: `tile/0/x001/234.p/17`."""
        level = "entries" if self.level is None else self.level
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{_index_path(self.index)}{partial}"


def parse_tile_path(path: str) -> Tile:
    """Read an address. Raises ValueError on one that no tile has."""
    found = TILE_PATH.fullmatch(path)
    if not found:
        raise ValueError("no tile has this address")
    index, width = int(found[2].replace("/", "").replace("x", "")), int(found[3] or WIDTH)
    tile = Tile(None if found[1] == "entries" else int(found[1]), index, width)
    if tile.path != path or (tile.level or 0) > 63:
        raise ValueError("no tile has this address")
    return tile


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Tiles of hashes of a tree of `size` leaves, level by level, that a tree of `since` leaves lacks.

    Partial tiles are only the last of each level. To keep the smaller checkpoints provable, files that are
    already written stay.
    """
    level = 0
    while size >> (8 * level):
        wide, before = size >> (8 * level), since >> (8 * level)
        if wide > before:
            for index in range(before // WIDTH, -(-wide // WIDTH)):
                yield Tile(level, index, min(WIDTH, wide - index * WIDTH))
        level += 1


def bundles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """Bundles of leaves of a log of `size` leaves that a log of `since` leaves lacks."""
    for tile in tiles_of(size, since=since):
        if tile.level == 0:
            yield Tile(None, tile.index, tile.width)


def tile_of_node(level: int, index: int, size: int) -> tuple[Tile, int, int]:
    """The tile that a node is made from in a tree of `size` leaves, and where its hashes start and end."""
    tile_level, above = divmod(level, 8)
    first = index << above
    wide = size >> (8 * tile_level)
    place = first // WIDTH
    tile = Tile(tile_level, place, min(WIDTH, wide - place * WIDTH))
    return tile, first % WIDTH, first % WIDTH + (1 << above)


def nodes_from(size: int, read: Callable[[Tile], bytes]) -> Node:
    """The function `node` of a tree of `size` leaves, whose tiles `read` gives. Keeps what it reads."""
    held: dict[Tile, bytes] = {}

    def node(level: int, index: int) -> bytes:
        tile, start, end = tile_of_node(level, index, size)
        if tile not in held:
            held[tile] = _checked(read(tile), tile)
        return root_of_power(split_tile(held[tile][start * HASH_BYTES : end * HASH_BYTES]))

    return node


def split_tile(data: bytes) -> list[bytes]:
    """The hashes of a tile."""
    return [data[place : place + HASH_BYTES] for place in range(0, len(data), HASH_BYTES)]


def root_of_power(hashes: Sequence[bytes]) -> bytes:
    """The root of 1, 2, 4... complete subtrees of one size."""
    level = list(hashes)
    while len(level) > 1:
        level = [fold_peaks(level[place : place + 2]) for place in range(0, len(level), 2)]
    return level[0]


def pack_bundle(leaves: Iterable[bytes]) -> bytes:
    """Leaves one after the other, each after its length on 16 bits (big-endian)."""
    return b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)


def unpack_bundle(data: bytes) -> list[bytes]:
    """The leaves of a bundle. Raises ValueError when the last one is cut."""
    leaves, place = [], 0
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2], "big")
        if place + 2 > len(data) or end > len(data):
            raise ValueError("a bundle is cut")
        leaves.append(data[place + 2 : end])
        place = end
    return leaves


def _checked(data: bytes, tile: Tile) -> bytes:
    if len(data) != tile.width * HASH_BYTES:
        raise ValueError(f"{tile.path} has not the length of its width")
    return data


def _index_path(index: int) -> str:
    """1234067 is `x001/x234/067`."""
    parts = [f"{index % 1000:03}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03}")
    return "/".join(reversed(parts))
