"""The drawn pattern of a consultation without a picture: paving laid from its number, always the same."""

import random
from dataclasses import dataclass

TILE = 40
WIDE, TALL = (8, 4), (6, 8)
TONES = ("wash", "wash", "brand", "sand", "sand", "accent")
# Where the corner of the quarter disc stands in its tile, and the way round.
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


@dataclass(frozen=True, slots=True)
class Stone:
    """One tile: its ground, and the shape laid on it (an SVG path), each with a tone of the tokens."""

    x: int
    y: int
    ground: str
    tone: str
    path: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the partial draws: a view box and its tiles."""

    width: int
    height: int
    stones: tuple[Stone, ...]


def lay(seed: int, size: tuple[int, int] = WIDE) -> Pattern:
    """Same seed and size (columns, rows), same paving; grounds are pale, strong tones are few."""
    draw = random.Random(seed * 7919 + 17)  # noqa: S311 - a drawing, not a secret
    columns, rows = size
    places = [(column * TILE, row * TILE) for row in range(rows) for column in range(columns)]
    return Pattern(columns * TILE, rows * TILE, tuple(_stone(draw, x, y) for x, y in places))


def _stone(draw: random.Random, x: int, y: int) -> Stone:
    ground = draw.choice(("paper", "paper", "wash", "sand"))
    tone = draw.choice([tone for tone in TONES if tone != ground])
    shape = draw.choice((_quarter, _quarter, _quarter, _disc, _arch, _leaf))
    return Stone(x, y, ground, tone, shape(draw, x, y))


def _quarter(draw: random.Random, x: int, y: int) -> str:
    across, down = draw.choice(CORNERS)
    corner_x, corner_y = x + across * TILE, y + down * TILE
    far_x, far_y = x + (1 - across) * TILE, y + (1 - down) * TILE
    sweep = 1 if across == down else 0
    return f"M{corner_x} {corner_y}H{far_x}A{TILE} {TILE} 0 0 {sweep} {corner_x} {far_y}Z"


def _disc(draw: random.Random, x: int, y: int) -> str:
    radius = TILE // 4
    half_turn = f"a{radius} {radius} 0 1 0"
    return f"M{x + radius} {y + TILE // 2}{half_turn} {2 * radius} 0{half_turn} {-2 * radius} 0Z"


def _arch(draw: random.Random, x: int, y: int) -> str:
    half = TILE // 2
    return f"M{x} {y + TILE}V{y + half}a{half} {half} 0 0 1 {TILE} 0V{y + TILE}Z"


def _leaf(draw: random.Random, x: int, y: int) -> str:
    return f"M{x} {y}A{TILE} {TILE} 0 0 1 {x + TILE} {y + TILE}A{TILE} {TILE} 0 0 1 {x} {y}Z"
