"""From degrees to a drawing: an equirectangular map around its own middle latitude."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from parvis.ui.data import MapOutline, MapPoint

WIDTH = 400.0
MARGIN = 0.12
SMALLEST = 0.004  # degrees: a single point still gets some land around it
FLATTEST, TALLEST = 0.6, 1.1


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point of the map with its number in the list and its place in the drawing."""

    number: int
    point: MapPoint
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws: a box, outlines as point lists, and numbered points."""

    width: str
    height: str
    outlines: list[str]
    points: list[PlacedPoint]


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[str, str]:
        x = (longitude * self.squeeze - self.west) * self.scale
        return f"{x:.1f}", f"{(self.north - latitude) * self.scale:.1f}"


def draw(points: Sequence[MapPoint], outlines: Sequence[MapOutline]) -> Drawing:
    spots = [(point.longitude, point.latitude) for point in points]
    frame = _frame(spots + [spot for outline in outlines for spot in outline.ring])
    placed = [
        PlacedPoint(number, point, *frame.place(point.longitude, point.latitude))
        for number, point in enumerate(points, start=1)
    ]
    rings = [" ".join(",".join(frame.place(*spot)) for spot in outline.ring) for outline in outlines]
    return Drawing(width=f"{WIDTH:.0f}", height=f"{frame.height:.0f}", outlines=rings, points=placed)


def _frame(spots: Sequence[tuple[float, float]]) -> _Frame:
    """The box that holds every spot with a margin, neither too flat nor too tall for a phone."""
    latitudes = [latitude for _longitude, latitude in spots] or [0.0]
    squeeze = cos(radians((min(latitudes) + max(latitudes)) / 2))
    abscissas = [longitude * squeeze for longitude, _latitude in spots] or [0.0]
    middle_x, middle_y = (min(abscissas) + max(abscissas)) / 2, (min(latitudes) + max(latitudes)) / 2
    wide = max(max(abscissas) - min(abscissas), SMALLEST) * (1 + 2 * MARGIN)
    tall = max(max(latitudes) - min(latitudes), SMALLEST) * (1 + 2 * MARGIN)
    wide, tall = max(wide, tall / TALLEST), max(tall, wide * FLATTEST)
    scale = WIDTH / wide
    return _Frame(middle_x - wide / 2, middle_y + tall / 2, scale, squeeze, tall * scale)
