"""The map of opinions as values: what `opinion_map` draws, what is kept of it, what pages show. No array."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.ui.charts import Tone

MARGIN = 30.0
TONES: tuple[Tone, ...] = ("data-1", "data-2", "data-3", "data-4", "data-5", "data-6")


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon: its corners, the group most of its people are of, and how dark it is, 1 to 4."""

    points: str
    tone: Tone
    step: int
    people: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a group, and where its letter stands. No `points`: the letter alone is drawn."""

    letter: str
    tone: Tone
    points: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Frame:
    """From the plane of opinions to the drawing: the point in its middle, the scale, and the box."""

    x: float
    y: float
    scale: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """A drawing in a box of 360 by `height`, which large hexagons may go beyond."""

    cells: tuple[Cell, ...]
    outlines: tuple[Outline, ...]
    height: str
    most: int
    """People in the fullest hexagon."""
    alone: int
    """People who stand too far from others to be drawn."""
    frame: Frame | None = None
    view: str = ""
    """The part to show: left, top, width and height; the whole box by default."""


def map_from(kept: Mapping[str, Any]) -> OpinionMap:
    """The drawing that was kept as JSON (`dataclasses.asdict`)."""
    return OpinionMap(
        tuple(Cell(**cell) for cell in kept["cells"]),
        tuple(Outline(**outline) for outline in kept["outlines"]),
        kept["height"],
        kept["most"],
        kept["alone"],
        Frame(**kept["frame"]) if kept["frame"] else None,
        kept.get("view", ""),
    )


def spot(frame: Frame, x: float, y: float) -> tuple[str, str]:
    """Where a place of the plane stands in the drawing; one that is far outside stands at its edge."""
    across = (x - frame.x) * frame.scale + frame.width / 2
    down = (frame.y - y) * frame.scale + frame.height / 2
    return f"{_inside(across, frame.width):.1f}", f"{_inside(down, frame.height):.1f}"


def letter(group: int) -> str:
    """A, B … Z, AA, AB: the name of a group before anybody names it."""
    high, low = divmod(group, 26)
    return (letter(high - 1) if high else "") + chr(ord("A") + low)


def tone(group: int) -> Tone:
    """The colour of a group, always with its letter."""
    return TONES[group % len(TONES)]


def _inside(value: float, side: float) -> float:
    return min(max(value, MARGIN), side - MARGIN)
