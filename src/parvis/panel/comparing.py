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


Counted = Mapping[str, Mapping[str, int]]
"""How many gave each answer, question by question: nothing says who gave several of them."""


def count(said: Sequence[Mapping[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {}
    for one in said:
        for trait, code in one.items():
            found.setdefault(trait, Counter())[code] += 1
    return {trait: dict(sorted(codes.items())) for trait, codes in sorted(found.items())}


def compared_again(
    before: Panel, counted: Counted, known: Mapping[Trait, Known], asked: Sequence[Trait]
) -> Panel:
    """The same people, who said the same, against other populations. Without weights, which cross answers."""
    traits = [
        _compared(
            trait,
            [{trait.value: code} for code, size in counted.get(trait, {}).items() for _one in range(size)],
            known.get(trait),
            before.people,
        )
        for trait in asked
    ]
    return Panel(before.people, before.answered, tuple(traits))


def panel_of(
    said: Sequence[Mapping[str, str]], known: Mapping[Trait, Known], asked: Sequence[Trait], *, people: int
) -> Panel:
    """`said`: the answers of those who took part and answered something; `people`: all who took part."""
    traits = [_compared(trait, said, known.get(trait), people) for trait in asked]
    measured = [known[Trait(one.trait)] for one in traits if one.is_measured]
    return Panel(people, len(said), tuple(traits), _weights(said, measured))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each answer to one question stands.

    `level`: (people,) the place of its code in the population; -1 where it is left out, or stands nowhere.
    `names`: by place, the answers that stand there. `told`: how many answered; `apart`: of them, those who
    stand nowhere, ten at least or nobody.
    """

    level: NDArray[np.int64]
    names: list[tuple[str, ...]]
    told: int
    apart: int


def place(said: Sequence[Mapping[str, str]], known: Known) -> Placed:
    """Answers without a population that fewer than ten people gave join the one that the fewest gave.

    Left apart, they would be found again as those who answered less those who are in a group.
    """
    names: list[tuple[str, ...]] = [(code,) for code in known.codes]
    places = {code: place for place, (code,) in enumerate(names)}
    given = [one.get(known.trait, "") for one in said]
    told, apart = sum(bool(code) for code in given), sum(bool(code) and code not in places for code in given)
    if 0 < apart < MINIMUM:
        counts = Counter(given)
        least = min(range(len(names)), key=lambda place: counts[names[place][0]])
        more = tuple(code for code, _label in categories(known.trait) if code not in places)
        names[least] += more
        places |= dict.fromkeys(more, least)
        apart = 0
    level = np.array([places.get(code, -1) for code in given], np.int64)
    return Placed(level, names, told, apart)


def _compared(trait: Trait, said: Sequence[Mapping[str, str]], known: Known | None, people: int) -> Compared:
    if known is None or len(known.codes) < LEAST_CATEGORIES:
        return Compared(trait.value, sum(trait in one for one in said), missing="no_reference")
    placed = place(said, known)
    given, told = placed.level, placed.told
    everybody = np.concatenate([given, np.full(max(0, people - len(given)), -1, np.int64)])
    population = [known.population[code] for code in known.codes]
    note = who_took_part(everybody, population)
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
        groups=_groups(placed, found),
    )


def _groups(placed: Placed, found: Comparison) -> tuple[Group, ...]:
    names: list[list[str]] = [[] for _people in found.people]
    for codes, place in zip(placed.names, found.merged, strict=True):
        names[place] += codes
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

    Nor where some answers stand apart from the population: less the sums of cells, groups would tell of whom.
    Nor where fewer than ten people gave the same answers: weights are a product of factors of each question,
    and with the counts of questions they would let anybody find how many these are.
    """
    if not measured:
        return None
    placed = [place(said, known) for known in measured]
    whole = np.all([one.level >= 0 for one in placed], axis=0)
    if int(whole.sum()) < ENOUGH_PEOPLE or any(one.apart for one in placed):
        return None
    try:
        merged = [merged_margin(known, one, whole) for known, one in zip(measured, placed, strict=True)]
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


def merged_margin(known: Known, placed: Placed, whole: NDArray[np.bool_]) -> Merged:
    """The margin, levels of fewer than ten people put together; and the answers that each level holds."""
    level = placed.level[whole]
    sizes = np.array([known.population[code] for code in known.codes], np.float64)
    places = merge(np.bincount(level, minlength=len(sizes)))
    names: list[tuple[str, ...]] = [
        tuple(
            code for codes, place in zip(placed.names, places, strict=True) if place == one for code in codes
        )
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
