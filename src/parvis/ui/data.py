"""What components are made of: frozen values that views build and templates show.

Every text is plain (escaped when shown). Numbers are raw integers: components localise them.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

PhaseState = Literal["past", "present", "future"]
Side = Literal["for", "mixed", "against", "support"]


class IdentityLevel(StrEnum):
    """How sure the site is of who somebody is, from nothing (L0) to a verified identity (L3)."""

    L0 = "L0"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"


@dataclass(frozen=True, slots=True)
class Link:
    """One place to go; `current` when the reader is already there; `count` is shown when known.

    `id`: what keeps the focus on it when it is drawn again. `language`: of the label, when it is not that of
    the page around.
    """

    label: str
    url: str
    current: bool = False
    count: int | None = None
    id: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One phase in a stepper. `state` is the caller's: the database's clock decides, not the page."""

    name: str
    state: PhaseState
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    url: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class VoteChoice:
    """One answer to a vote: posted `value`, its word, its sign (+, ±, −), who chose it, whether I did.

    `count` is None while counts are kept hidden.
    """

    value: str
    label: str
    sign: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ArgumentLine:
    """An argument as shown beside its opposite."""

    text: str
    author: str
    supports: int
    url: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts: "Who decides — the town council"."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on a map, in degrees (WGS 84), with its line in the list beside."""

    label: str
    latitude: float
    longitude: float
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapOutline:
    """A closed ring of (longitude, latitude) pairs, drawn under the points."""

    ring: tuple[tuple[float, float], ...]
    label: str = ""
