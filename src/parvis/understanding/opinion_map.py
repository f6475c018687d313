"""The map of opinions: how many people stand where, in hexagons, and the outline of each group.

People are never drawn one by one: a hexagon holds two at least, and as many more as is asked. Hexagons are
those of a grid of points at equal distance from their neighbours (Carr et al. 1987); outlines are the convex
hulls (Andrew 1979) of the nine tenths of a group nearest its centre, their corners cut (Chaikin 1974).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.results import Opinions
from parvis.understanding.drawing import MARGIN, Cell, Frame, OpinionMap, Outline, letter, tone

WIDTH, HIGHEST, LOWEST = 360.0, 320.0, 140.0
NEAREST = 0.9
FINEST, COARSEST, SPREAD = 5.0, 24.0, 250.0
FEWEST = 2
"""People under which a hexagon is not drawn."""
DRAWN, LARGEST, WIDER = 0.8, 60.0, 1.2
"""Where more people are asked of a hexagon: hexagons are made wider until so many people are drawn."""
PADDING = 4.0
"""Between a hexagon that goes beyond the box and what is shown."""
STEPS = (0.3, 0.5, 0.75, 1.0)
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Hexagons:
    """h hexagons: (h, 2) centres, (h, k) people of each group, and the distance from centre to corner."""

    centres: Points
    counts: NDArray[np.int64]
    size: float

    @property
    def people(self) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self.counts.sum(axis=1)
        return found

    def of_at_least(self, fewest: int) -> "_Hexagons":
        kept = self.people >= fewest
        return _Hexagons(self.centres[kept], self.counts[kept], self.size)


def draw(opinions: Opinions, *, fewest: int = FEWEST) -> OpinionMap:
    """Draw the people that are in a group; nothing is drawn where there is none.

    `fewest`: people that a hexagon holds at least. From more than two, hexagons grow with it, and groups are
    outlined by the hexagons where they are most, so that no corner is where somebody stands.
    """
    placed = np.flatnonzero(opinions.group >= 0)
    if not len(placed):
        return OpinionMap((), (), f"{LOWEST:.0f}", 0, 0)
    frame = _frame(opinions.position[placed])
    points, groups = _fit(opinions.position[placed], frame), opinions.group[placed]
    every = _hexagons(points, groups, fewest)
    shown = every.of_at_least(fewest)
    cells = _cells(shown, int(every.people.max()))
    if fewest > FEWEST:
        outlines = _around_hexagons(points, groups, shown, opinions.k)
    else:
        outlines = _outlines(points, groups, opinions.k)
    most = max((cell.people for cell in cells), default=0)
    alone = len(placed) - sum(cell.people for cell in cells)
    return OpinionMap(cells, outlines, f"{frame.height:.0f}", most, alone, frame, _view(frame, shown))


def _view(frame: Frame, shown: _Hexagons) -> str:
    """The box, wider where hexagons go beyond it."""
    low, high = np.zeros(2), np.array([frame.width, frame.height])
    if len(shown.centres):
        around = shown.size + PADDING
        low = np.minimum(low, shown.centres.min(axis=0) - around)
        high = np.maximum(high, shown.centres.max(axis=0) + around)
    return " ".join(f"{value:.0f}" for value in (*low, *(high - low)))


def _frame(points: Points) -> Frame:
    """The box, on the same scale in both directions; the farthest hundredth is brought to its edge."""
    low, high = np.percentile(points, 0.5, axis=0), np.percentile(points, 99.5, axis=0)
    extent = np.maximum(high - low, 1e-9)
    scale = float(min((WIDTH - 2 * MARGIN) / extent[0], (HIGHEST - 2 * MARGIN) / extent[1], 1e6))
    middle = (low + high) / 2
    height = max(LOWEST, float(extent[1] * scale) + 2 * MARGIN)
    return Frame(float(middle[0]), float(middle[1]), scale, WIDTH, height)


def _fit(points: Points, frame: Frame) -> Points:
    box = np.array([frame.width, frame.height])
    fitted = (points - [frame.x, frame.y]) * frame.scale * [1, -1] + box / 2
    inside: Points = np.clip(fitted, MARGIN, box - MARGIN)
    return inside


def _hexagons(points: Points, groups: NDArray[np.int32], fewest: int) -> _Hexagons:
    size = float(np.clip(SPREAD / np.sqrt(len(points)), FINEST, COARSEST))
    found = _gathered(points, groups, size)
    while fewest > FEWEST and size < LARGEST:
        if found.of_at_least(fewest).people.sum() >= DRAWN * len(points):
            break
        size *= WIDER
        found = _gathered(points, groups, size)
    return found


def _gathered(points: Points, groups: NDArray[np.int32], size: float) -> _Hexagons:
    centres, place = np.unique(_nearest_centre(points, size), axis=0, return_inverse=True)
    counts = np.zeros((len(centres), int(groups.max()) + 1), np.int64)
    np.add.at(counts, (place.ravel(), groups), 1)
    return _Hexagons(centres, counts, size)


def _cells(shown: _Hexagons, fullest: int) -> tuple[Cell, ...]:
    """`fullest`: people in the fullest hexagon, drawn or not."""
    people = shown.people
    steps = np.ceil(len(STEPS) * np.sqrt(people / fullest)).astype(int)
    return tuple(
        Cell(_path(_corners(centre, shown.size)), tone(int(own.argmax())), int(step), int(count))
        for centre, own, step, count in zip(shown.centres, shown.counts, steps, people, strict=True)
    )


def _nearest_centre(points: Points, size: float) -> Points:
    """Centre of the hexagon of each point: the nearer of two rectangular grids set in each other."""
    pitch = np.array([np.sqrt(3) * size, 3 * size])
    first = np.round(points / pitch) * pitch
    second = (np.floor(points / pitch) + 0.5) * pitch
    nearer = ((points - first) ** 2).sum(axis=1) <= ((points - second) ** 2).sum(axis=1)
    centres: Points = np.round(np.where(nearer[:, None], first, second), 3)
    return centres


def _corners(centre: Points, size: float, gap: float = 0.94) -> Points:
    """(6, 2) corners of a hexagon, a little apart from the next."""
    angles = np.deg2rad(np.arange(30, 390, 60))
    corners: Points = centre + gap * size * np.column_stack([np.cos(angles), np.sin(angles)])
    return corners


def _around_hexagons(
    points: Points, groups: NDArray[np.int32], shown: _Hexagons, k: int
) -> tuple[Outline, ...]:
    """Each group around the hexagons where it is the most numerous; its letter amid its people."""
    main = shown.counts.argmax(axis=1)
    made = []
    for group in range(k):
        own = shown.centres[main == group]
        around = np.concatenate([_corners(centre, shown.size, 1.0) for centre in own]) if len(own) else own
        x, y = (f"{value:.1f}" for value in points[groups == group].mean(axis=0))
        path = _path(_rounded(_hull(around))) if len(own) else ""
        made.append(Outline(letter(group), tone(group), path, x, y))
    return tuple(made)


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
