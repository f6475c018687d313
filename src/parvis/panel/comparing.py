"""From what people said of themselves to figures: arrays for the engine, and back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel import Comparison, Margin, compare, cross, merge, rake, wilson
from parvis.analysis.panel.compare import MINIMUM
from parvis.analysis.quality.notes import Note, SubIndex
from parvis.analysis.quality.who_took_part import ENOUGH_PEOPLE, who_took_part
from parvis.panel.enums import Trait, categories
from parvis.panel.figures import SCALE, Cell, Compared, Group, Measure, Panel, Weights

LEAST_CATEGORIES = 2


@dataclass(frozen=True, slots=True)
class Known:
    """The population for one question, and where it is from."""

    trait: Trait
    source: str
    year: int
    population: Mapping[str, float]

    @property
    def codes(self) -> list[str]:
        """The answers that have a population, in the order in which they are read."""
        return [code for code, _label in categories(self.trait) if self.population.get(code)]


def panel_of(
    said: Sequence[Mapping[str, str]], known: Mapping[Trait, Known], asked: Sequence[Trait], *, people: int
) -> Panel:
    """`said`: the answers of those who took part and answered something; `people`: all who took part."""
    traits = [_compared(trait, said, known.get(trait), people) for trait in asked]
    measured = [known[Trait(one.trait)] for one in traits if one.is_measured]
    return Panel(people, len(said), tuple(traits), _weights(said, measured))


def _levels(said: Sequence[Mapping[str, str]], known: Known) -> NDArray[np.int64]:
    """(people,) the place of each answer; -1 where it is left out, or has no population."""
    places = {code: place for place, code in enumerate(known.codes)}
    return np.array([places.get(one.get(known.trait, ""), -1) for one in said], np.int64)


def _compared(trait: Trait, said: Sequence[Mapping[str, str]], known: Known | None, people: int) -> Compared:
    if known is None or len(known.codes) < LEAST_CATEGORIES:
        return Compared(trait.value, sum(trait in one for one in said), missing="no_reference")
    given = _levels(said, known)
    everybody = np.concatenate([given, np.full(max(0, people - len(given)), -1, np.int64)])
    population = [known.population[code] for code in known.codes]
    note = who_took_part(everybody, population)
    told = int((given >= 0).sum())
    if note.missing:
        return Compared(trait.value, told, known.source, known.year, note.missing[0])
    found = compare(np.bincount(given[given >= 0], minlength=len(population)), population)
    return Compared(
        trait=trait.value,
        told=told,
        source=known.source,
        year=known.year,
        note=_note(note),
        dissimilarity=_measure(note["dissimilarity"]),
        efficiency=_measure(note["efficiency"]),
        coverage=_measure(note["coverage"]),
        theil=_measure(note["theil"]),
        groups=_groups(known, found),
    )


def _groups(known: Known, found: Comparison) -> tuple[Group, ...]:
    names: list[list[str]] = [[] for _people in found.people]
    for code, place in zip(known.codes, found.merged, strict=True):
        names[place].append(code)
    total = int(found.people.sum())
    return tuple(
        Group(tuple(codes), int(count), _share(int(count), total), _scaled(float(expected)))
        for codes, count, expected in zip(names, found.people, found.expected, strict=True)
    )


def _share(count: int, total: int) -> Measure:
    found = wilson(count, total)
    return Measure(_scaled(found.share), _scaled(found.low), _scaled(found.high))


def _note(found: Note) -> Measure | None:
    if found.value is None or found.low is None or found.high is None:
        return None
    return Measure(_scaled(found.value), _scaled(found.low), _scaled(found.high))


def _measure(found: SubIndex) -> Measure | None:
    if math.isnan(found.value):
        return None
    bounds = (found.low, found.high)
    low, high = (_scaled(one) if math.isfinite(one) else None for one in bounds)
    return Measure(_scaled(found.value), low, high)


def _scaled(value: float) -> int:
    return round(value * SCALE)


def _weights(said: Sequence[Mapping[str, str]], measured: Sequence[Known]) -> Weights | None:
    """Of those who answered all that is measured; None where they are too few for it.

    Nor where fewer than ten people gave the same answers: weights are a product of factors of each question,
    and with the counts of questions they would let anybody find how many these are.
    """
    if not measured:
        return None
    levels = [_levels(said, known) for known in measured]
    whole = np.all([level >= 0 for level in levels], axis=0)
    if int(whole.sum()) < ENOUGH_PEOPLE:
        return None
    try:
        merged = [_merged(known, level[whole]) for known, level in zip(measured, levels, strict=True)]
        crossed = cross(*(margin.level for margin, _names in merged))
        if min(Counter(crossed.tolist()).values()) < MINIMUM:
            return None
        found = rake([margin for margin, _names in merged])
    except AnalysisError:
        return None
    return Weights(
        people=int(whole.sum()),
        effective=round(found.effective_size),
        greatest=_scaled(found.greatest),
        cells=_cells(merged, crossed, found.weights),
        notes=found.notes,
    )


Merged = tuple[Margin, list[tuple[str, ...]]]


def _merged(known: Known, level: NDArray[np.int64]) -> Merged:
    """The margin, levels of fewer than ten people put together; and the answers that each level holds."""
    sizes = np.array([known.population[code] for code in known.codes], np.float64)
    places = merge(np.bincount(level, minlength=len(sizes)))
    names: list[tuple[str, ...]] = [
        tuple(code for code, place in zip(known.codes, places, strict=True) if place == one)
        for one in range(int(places.max()) + 1)
    ]
    return Margin(known.trait.value, places[level], np.bincount(places, sizes)), names


def _cells(
    merged: Sequence[Merged], crossed: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[Cell, ...]:
    numbers, first, counts = np.unique(crossed, return_index=True, return_counts=True)
    columns = [(margin.name, np.asarray(margin.level, np.int64), names) for margin, names in merged]
    return tuple(
        Cell(
            {name: names[int(level[first[place]])] for name, level, names in columns},
            int(counts[place]),
            _scaled(float(weights[first[place]])),
        )
        for place in range(len(numbers))
    )
