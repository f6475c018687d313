"""What a statement holds: whole numbers alone, so that anybody finds its fingerprint again.

Shares, notes and measures are in ten-thousandths; what is not measured says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the interval of its resamples; without bounds where there is nothing to resample."""

    value: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One answer, or several of which too few people gave each: they are put together."""

    categories: tuple[str, ...]
    people: int
    share: Measure
    expected: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One question. `told`: people who answered it; `missing`: why it is not measured."""

    trait: str
    told: int
    source: str = ""
    year: int = 0
    missing: str = ""
    note: Measure | None = None
    dissimilarity: Measure | None = None
    efficiency: Measure | None = None
    coverage: Measure | None = None
    theil: Measure | None = None
    groups: tuple[Group, ...] = ()

    @property
    def is_measured(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Cell:
    """People who gave the same answers, ten at least, and what each of them would weigh."""

    categories: Mapping[str, tuple[str, ...]]
    people: int
    weight: int


@dataclass(frozen=True, slots=True)
class Weights:
    """What would bring each question to its population at once. `notes`: as `analysis.panel.rake`."""

    people: int
    effective: int
    greatest: int
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """`people` took part; `answered` said something of themselves."""

    people: int = 0
    answered: int = 0
    traits: tuple[Compared, ...] = ()
    weights: Weights | None = None

    @property
    def measured(self) -> list[Compared]:
        return [one for one in self.traits if one.is_measured]

    def to_json(self) -> dict[str, Any]:
        """Plain values, as the database gives them back."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        weights = plain["weights"]
        return cls(
            people=plain["people"],
            answered=plain["answered"],
            traits=tuple(_compared(one) for one in plain["traits"]),
            weights=_weights(weights) if weights else None,
        )


MEASURES = ("note", "dissimilarity", "efficiency", "coverage", "theil")


def _compared(plain: Mapping[str, Any]) -> Compared:
    groups = tuple(
        Group(tuple(one["categories"]), one["people"], Measure(**one["share"]), one["expected"])
        for one in plain["groups"]
    )
    measures = {name: Measure(**plain[name]) if plain[name] else None for name in MEASURES}
    return Compared(**{**plain, **measures, "groups": groups})


def _weights(plain: Mapping[str, Any]) -> Weights:
    cells = tuple(
        Cell(
            {trait: tuple(names) for trait, names in one["categories"].items()}, one["people"], one["weight"]
        )
        for one in plain["cells"]
    )
    return Weights(**{**plain, "cells": cells, "notes": tuple(plain["notes"])})
