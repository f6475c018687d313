"""The map of opinions: how many people stand where, in hexagons, and the outline of each group.

People are never drawn one by one: a hexagon holds two at least. Hexagons are those of a grid of points at
equal distance from their neighbours (Carr et al. 1987); outlines are the convex hulls (Andrew 1979) of the
nine tenths of a group nearest its centre, their corners cut (Chaikin 1974).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.results import Opinions
from parvis.ui.charts import Tone

WIDTH, HIGHEST, LOWEST, MARGIN = 360.0, 320.0, 140.0, 30.0
TONES: tuple[Tone, ...] = ("data-1", "data-2", "data-3", "data-4", "data-5", "data-6")
NEAREST = 0.9
FINEST, COARSEST, SPREAD = 5.0, 24.0, 250.0
FEWEST = 2
"""People under which a hexagon is not drawn."""
STEPS = (0.3, 0.5, 0.75, 1.0)
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon: its corners, the group most of its people are of, and how dark it is, 1 to 4."""

    points: str
    tone: Tone
    step: int
    people: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a group, and where its letter stands."""

    letter: str
    tone: Tone
    points: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """A drawing in a box of 360 by `height`."""

    cells: tuple[Cell, ...]
    outlines: tuple[Outline, ...]
    height: str
    most: int
    """People in the fullest hexagon."""
    alone: int
    """People who stand too far from others to be drawn."""


def draw(opinions: Opinions) -> OpinionMap:
    """Draw the people that are in a group; nothing is drawn where there is none."""
    placed = np.flatnonzero(opinions.group >= 0)
    if not len(placed):
        return OpinionMap((), (), f"{LOWEST:.0f}", 0, 0)
    points, height = _fit(opinions.position[placed])
    groups = opinions.group[placed]
    cells = _cells(points, groups)
    most = max((cell.people for cell in cells), default=0)
    alone = len(placed) - sum(cell.people for cell in cells)
    return OpinionMap(cells, _outlines(points, groups, opinions.k), f"{height:.0f}", most, alone)


def letter(group: int) -> str:
    """A, B … Z, AA, AB: the name of a group before anybody names it."""
    high, low = divmod(group, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def tone(group: int) -> Tone:
    """The colour of a group, always with its letter."""
    return TONES[group % len(TONES)]


def _fit(points: Points) -> tuple[Points, float]:
    """Scale to the box, the same in both directions; the farthest hundredth is brought to its edge."""
    low, high = np.percentile(points, 0.5, axis=0), np.percentile(points, 99.5, axis=0)
    extent = np.maximum(high - low, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / extent[0], (HIGHEST - 2 * MARGIN) / extent[1], 1e6)
    box = np.array([WIDTH, max(LOWEST, float(extent[1] * scale) + 2 * MARGIN)])
    fitted = (points - (low + high) / 2) * scale * [1, -1] + box / 2
    inside: Points = np.clip(fitted, MARGIN, box - MARGIN)
    return inside, float(box[1])


def _cells(points: Points, groups: NDArray[np.int32]) -> tuple[Cell, ...]:
    size = float(np.clip(SPREAD / np.sqrt(len(points)), FINEST, COARSEST))
    centres, place = np.unique(_nearest_centre(points, size), axis=0, return_inverse=True)
    counts = np.zeros((len(centres), int(groups.max()) + 1), np.int64)
    np.add.at(counts, (place.ravel(), groups), 1)
    people = counts.sum(axis=1)
    steps = np.ceil(len(STEPS) * np.sqrt(people / people.max())).astype(int)
    return tuple(
        Cell(_hexagon(centre, size), tone(int(own.argmax())), int(step), int(count))
        for centre, own, step, count in zip(centres, counts, steps, people, strict=True)
        if count >= FEWEST
    )


def _nearest_centre(points: Points, size: float) -> Points:
    """Centre of the hexagon of each point: the nearer of two rectangular grids set in each other."""
    pitch = np.array([np.sqrt(3) * size, 3 * size])
    first = np.round(points / pitch) * pitch
    second = (np.floor(points / pitch) + 0.5) * pitch
    nearer = ((points - first) ** 2).sum(axis=1) <= ((points - second) ** 2).sum(axis=1)
    centres: Points = np.round(np.where(nearer[:, None], first, second), 3)
    return centres


def _hexagon(centre: Points, size: float) -> str:
    angles = np.deg2rad(np.arange(30, 390, 60))
    corners = centre + 0.94 * size * np.column_stack([np.cos(angles), np.sin(angles)])
    return _path(corners)


def _outlines(points: Points, groups: NDArray[np.int32], k: int) -> tuple[Outline, ...]:
    return tuple(_outline(points[groups == group], group) for group in range(k) if (groups == group).any())


def _outline(points: Points, group: int) -> Outline:
    centre = points.mean(axis=0)
    distance = ((points - centre) ** 2).sum(axis=1)
    near = points[np.argsort(distance, kind="stable")[: max(1, round(NEAREST * len(points)))]]
    x, y = (f"{value:.1f}" for value in centre)
    return Outline(letter(group), tone(group), _path(_rounded(_hull(near))), x, y)


def _hull(points: Points) -> Points:
    """The corners of the convex hull, by a sweep from left to right and back."""
    ordered = np.unique(points, axis=0)
    if len(ordered) < 3:
        return ordered
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return np.array(lower[:-1] + upper[:-1])


def _rounded(corners: Points) -> Points:
    """Cut each corner at a quarter of its sides, three times over."""
    for _ in range(3):
        after = np.roll(corners, -1, axis=0)
        near, far = 0.75 * corners + 0.25 * after, 0.25 * corners + 0.75 * after
        corners = np.column_stack([near, far]).reshape(-1, 2)
    return np.asarray(corners, np.float64)


def _chain(points: Points) -> list[Points]:
    chain: list[Points] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Points, b: Points, c: Points) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _path(corners: Points) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
