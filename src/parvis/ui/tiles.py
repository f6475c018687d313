"""A ground of tiles under a map: squares of the earth in Web Mercator (EPSG:3857), as servers cut them."""

from dataclasses import dataclass
from math import ceil, floor, log2

from parvis.ui.maps import WIDTH, Frame

SIDE = 180.0
"""Of the drawing: near it, a tile of 256 points is about as fine as a screen."""
DEEPEST = 18
OVERLAP = 0.4
"""So that no seam shows between tiles."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture, and its place in the drawing."""

    url: str
    x: str
    y: str
    side: str


def tiles_of(frame: Frame, address: str) -> list[Tile]:
    """Those that cover the frame, which is in Mercator; `address` holds {z}, {x} and {y}."""
    world = 360 * frame.scale
    depth = min(max(round(log2(world / SIDE)), 0), DEEPEST)
    count: int = 2**depth
    side = world / count
    left, top = (frame.west + 180) * frame.scale, (180 - frame.north) * frame.scale
    columns = range(floor(left / side), ceil((left + WIDTH) / side))
    lines = range(max(floor(top / side), 0), min(ceil((top + frame.height) / side), count))
    return [
        Tile(
            url=_written(address, depth, column % count, line),
            x=f"{column * side - left:.2f}",
            y=f"{line * side - top:.2f}",
            side=f"{side + OVERLAP:.2f}",
        )
        for line in lines
        for column in columns
    ]


def _written(address: str, depth: int, column: int, line: int) -> str:
    for name, number in (("{z}", depth), ("{x}", column), ("{y}", line)):
        address = address.replace(name, str(number))
    return address
