"""Places as people type them, and as maps read them (GeoJSON, RFC 7946: longitude first)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians
from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Shape

MOST_POINTS = 200
DECIMALS = 4
"""Of a degree: about ten metres, as on the map (see `locating.py`)."""
GEOMETRY = {Shape.POINT: "Point", Shape.LINE: "LineString", Shape.AREA: "Polygon"}
FEWEST = {Shape.POINT: 1, Shape.LINE: 2, Shape.AREA: 3}
PAIR = re.compile(r"\s*(-?\d{1,3}(?:[.,]\d{1,15})?)\s*(?:[,;]\s*|\s+)(-?\d{1,3}(?:[.,]\d{1,15})?)\s*")
AREA = re.compile(r"-?\d{1,2}\.\d{4},-?\d{1,3}\.\d{4},-?\d{1,2}\.\d{4},-?\d{1,3}\.\d{4}", re.ASCII)
Point = tuple[float, float]
"""Longitude, latitude."""
KILOMETRES = 111.32
"""In a degree of latitude."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a map between two latitudes and two longitudes, its edges included."""

    south: float
    west: float
    north: float
    east: float

    def __str__(self) -> str:
        return ",".join(f"{edge:.4f}" for edge in (self.south, self.west, self.north, self.east))

    @property
    def latitudes(self) -> tuple[Decimal, Decimal]:
        """South and north, as exact as the database holds places."""
        return Decimal(f"{self.south:.4f}"), Decimal(f"{self.north:.4f}")

    @property
    def longitudes(self) -> tuple[Decimal, Decimal]:
        """West and east, likewise."""
        return Decimal(f"{self.west:.4f}"), Decimal(f"{self.east:.4f}")

    @property
    def sides(self) -> tuple[float, float]:
        """How many kilometres it is from west to east, along its middle, and from south to north."""
        squeeze = cos(radians((self.south + self.north) / 2))
        return (self.east - self.west) * squeeze * KILOMETRES, (self.north - self.south) * KILOMETRES


EARTH = Area(-90, -180, 90, 180)


def read_area(text: str) -> Area | None:
    """What `str` wrote, or None of anything else."""
    if not AREA.fullmatch(text):
        return None
    area = Area(*(float(edge) for edge in text.split(",")))
    is_real = -90 <= area.south <= area.north <= 90 and -180 <= area.west <= area.east <= 180
    return area if is_real else None


def around(point: Point, kilometres: float) -> Area:
    """The square whose sides are that far from the point; cut at the poles and where longitudes turn."""
    longitude, latitude = point
    high = kilometres / KILOMETRES
    wide = min(high / max(cos(radians(latitude)), 0.001), 180)
    return Area(
        south=max(latitude - high, -90),
        west=max(longitude - wide, -180),
        north=min(latitude + high, 90),
        east=min(longitude + wide, 180),
    )


def read_point(typed: str) -> Point:
    """One "latitude, longitude". Raises `Refused`."""
    held = _geometry([_point(typed.strip())], Shape.POINT)["coordinates"]
    return held[0], held[1]


def read_points(typed: str, shape: Shape) -> dict[str, Any] | None:
    """The geometry of "latitude, longitude" lines, None when nothing is typed. Raises `Refused`."""
    lines = [line for line in typed.splitlines() if line.strip()]
    return _geometry([_point(line) for line in lines], shape) if lines else None


def write_points(geometry: Mapping[str, Any] | None) -> str:
    """The same lines, from the geometry."""
    return "\n".join(f"{latitude}, {longitude}" for longitude, latitude in points_of(geometry))


def points_of(geometry: Mapping[str, Any] | None) -> list[Point]:
    """Its points, each once."""
    if not geometry:
        return []
    held = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [(held[0], held[1])]
    ring = held[0][:-1] if geometry["type"] == "Polygon" else held
    return [(point[0], point[1]) for point in ring]


def clean_geometry(geometry: Any, shape: Shape) -> dict[str, Any] | None:
    """A geometry of the shape asked for, rounded. Raises `Refused` on anything else."""
    if not geometry:
        return None
    try:
        if geometry["type"] != GEOMETRY[shape]:
            raise ValueError
        points = [(float(longitude), float(latitude)) for longitude, latitude in points_of(geometry)]
    except (KeyError, TypeError, ValueError, IndexError):
        raise Refused(_("This place cannot be read.")) from None
    return _geometry(points, shape)


def _point(line: str) -> Point:
    found = PAIR.fullmatch(line)
    if found is None:
        raise Refused(_("Write a latitude, a comma, then a longitude, such as 48.8566, 2.3522."))
    latitude, longitude = (float(number.replace(",", ".")) for number in found.groups())
    return longitude, latitude


def _geometry(points: list[Point], shape: Shape) -> dict[str, Any]:
    if not all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in points):
        raise Refused(_("A latitude goes from -90 to 90, a longitude from -180 to 180."))
    if shape == Shape.POINT and len(points) != 1:
        raise Refused(_("Write one point only."))
    if not FEWEST[shape] <= len(points) <= MOST_POINTS:
        raise Refused(_("Write two points at least for a line, three for an area, one a line."))
    rounded = [[round(longitude, DECIMALS), round(latitude, DECIMALS)] for longitude, latitude in points]
    held: dict[Shape, Any] = {
        Shape.POINT: rounded[0],
        Shape.LINE: rounded,
        Shape.AREA: [[*rounded, rounded[0]]],
    }
    return {"type": GEOMETRY[shape], "coordinates": held[shape]}
