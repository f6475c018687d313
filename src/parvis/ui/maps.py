"""From degrees to a drawing: an equirectangular map around its own middle latitude, or one in Mercator."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, floor, log10, radians, sinh, tan

from parvis.ui.data import MapOutline, MapPoint

WIDTH = 400.0
METRES = 111_320.0
"""In a degree of latitude."""
MARGIN = 0.12
SMALLEST = 0.004  # degrees: a single point still gets some land around it
FLATTEST, TALLEST = 0.6, 1.1
NORTHMOST = 85.0511
"""Where the square of Web Mercator ends."""


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
class Frame:
    """Where degrees fall in the drawing: `scale` is its units for a degree of what `north` counts.

    That is of latitude or, in Mercator, of longitude.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    height: float
    is_mercator: bool = False

    def place(self, longitude: float, latitude: float) -> tuple[str, str]:
        x = (longitude * self.squeeze - self.west) * self.scale
        y = (self.north - (northing(latitude) if self.is_mercator else latitude)) * self.scale
        return f"{x:.1f}", f"{y:.1f}"

    @property
    def per_metre(self) -> float:
        """Its units for a metre on the ground, in its middle."""
        if not self.is_mercator:
            return self.scale / METRES
        middle = self.north - self.height / self.scale / 2
        return self.scale / METRES / cos(atan(sinh(radians(middle))))


def northing(latitude: float) -> float:
    """How far north it is in Mercator, in degrees of longitude."""
    return degrees(asinh(tan(radians(min(max(latitude, -NORTHMOST), NORTHMOST)))))


def draw(points: Sequence[MapPoint], outlines: Sequence[MapOutline]) -> Drawing:
    spots = [(point.longitude, point.latitude) for point in points]
    frame = frame_of(spots + [spot for outline in outlines for spot in outline.ring])
    placed = [
        PlacedPoint(number, point, *frame.place(point.longitude, point.latitude))
        for number, point in enumerate(points, start=1)
    ]
    rings = [" ".join(",".join(frame.place(*spot)) for spot in outline.ring) for outline in outlines]
    return Drawing(width=f"{WIDTH:.0f}", height=f"{frame.height:.0f}", outlines=rings, points=placed)


def frame_of(spots: Sequence[tuple[float, float]], *, is_mercator: bool = False) -> Frame:
    """The box that holds every spot with a margin, neither too flat nor too tall for a phone."""
    latitudes = [northing(latitude) if is_mercator else latitude for _longitude, latitude in spots] or [0.0]
    squeeze = 1.0 if is_mercator else cos(radians((min(latitudes) + max(latitudes)) / 2))
    abscissas = [longitude * squeeze for longitude, _latitude in spots] or [0.0]
    middle_x, middle_y = (min(abscissas) + max(abscissas)) / 2, (min(latitudes) + max(latitudes)) / 2
    wide = max(max(abscissas) - min(abscissas), SMALLEST) * (1 + 2 * MARGIN)
    tall = max(max(latitudes) - min(latitudes), SMALLEST) * (1 + 2 * MARGIN)
    wide, tall = max(wide, tall / TALLEST), max(tall, wide * FLATTEST)
    scale = WIDTH / wide
    return Frame(middle_x - wide / 2, middle_y + tall / 2, scale, squeeze, tall * scale, is_mercator)


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """How long a round distance is on the drawing; `metres` is 1, 2 or 5 followed by zeros."""

    width: str
    metres: int


def scale_bar(frame: Frame) -> ScaleBar:
    """The longest round distance that takes a quarter of the width at most."""
    widest = WIDTH / 4 / frame.per_metre
    power = 10 ** floor(log10(widest))
    metres = max(step * power for step in (1, 2, 5) if step * power <= widest)
    return ScaleBar(width=f"{metres * frame.per_metre:.1f}", metres=round(metres))
