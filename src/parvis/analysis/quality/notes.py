"""From sub-indices to a note between 0 and 5, with its interval, or to what is missing for one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count

Draw: TypeAlias = NDArray[np.float64]
"""(people,) how many times each person was drawn: all 1 for the note itself."""
Measure: TypeAlias = Callable[[Draw], float]
T = TypeVar("T")

HIGHEST = 5.0
ENOUGH_WEIGHT = 0.6
ENOUGH_ANSWERS = 30
RESAMPLES = 1000
SEED = 20210715


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-index to measure."""

    key: str
    weight: float
    """In the note; 0 for a figure that is shown and not scored."""
    measure: Measure
    """Between 0 and 1 when scored; NaN where a draw does not allow it."""
    missing: str = ""
    """Stable key of what is missing to measure it, empty when nothing is."""


@dataclass(frozen=True, slots=True)
class SubIndex:
    """A sub-index, measured or not."""

    key: str
    weight: float
    value: float
    """NaN when it is not measured."""
    low: float
    high: float
    missing: str


@dataclass(frozen=True, slots=True)
class Note:
    """The note of an axis."""

    axis: str
    value: float | None
    """0 to 5; None when it is not measured: see `missing`."""
    low: float | None
    """Lower end of the interval over resamples of people, see `note`."""
    high: float | None
    scored: tuple[SubIndex, ...]
    shown: tuple[SubIndex, ...]
    """Printed beside the note, without weight in it."""
    measured_weight: float
    """Part of the weight that was measured, 0 to 1."""
    people: int
    caps: tuple[str, ...]
    """Why the note cannot go higher: legal_failure, no_synthesis."""
    notes: tuple[str, ...]
    """What must be printed with it, as stable keys."""
    resamples: int
    seed: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What was not measured, as stable keys."""
        return tuple(dict.fromkeys(part.missing for part in self.scored if part.missing))

    def __getitem__(self, key: str) -> SubIndex:
        """A sub-index by its key. Raises KeyError."""
        return {part.key: part for part in (*self.scored, *self.shown)}[key]


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes with the sub-indices of an axis."""

    axis: str
    people: int
    resamples: int = RESAMPLES
    seed: int = SEED
    caps: dict[str, float] = field(default_factory=dict)
    """Highest note allowed, by reason."""
    notes: tuple[str, ...] = ()
    unmeasurable: bool = False
    """Whether a condition of the whole axis fails, whatever the weight measured."""


def note(frame: Frame, parts: Sequence[Part]) -> Note:
    """Weigh the sub-indices that could be measured, and resample people for the interval.

    The note is 5 times the weighted mean of what is measured, weights brought to a sum of 1 again; it is
    given only when at least 60 % of the weight is measured. Resamples draw as many people, with replacement;
    everything a person did is drawn with them. The interval holds 95 % of resamples, moved so that their
    median is on the note: a gap or an inequality is always a little larger in a resample than in what it is
    drawn from, and the note would otherwise fall outside of its own interval.

    Raises
    ------
    AnalysisError
        `out_of_range` for a number of people or of resamples that is none.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman and Hall, chapter 13.
    """
    people = count(frame.people, "people", high=10**8)
    resamples = count(frame.resamples, "resamples", high=10**5)
    found = _values(parts, np.ones(people))
    drawn = _resampled(parts, people, resamples, count(frame.seed, "seed"))
    weights = np.array([part.weight for part in parts])
    measured = float(weights[np.isfinite(found)].sum() / weights.sum())
    enough = measured >= ENOUGH_WEIGHT - 1e-9 and not frame.unmeasurable
    ceiling = min([HIGHEST, *frame.caps.values()])
    value = float(_weigh(found[None, :], weights, ceiling)[0])
    low, high = _interval(value, _weigh(drawn, weights, ceiling), 0.0, ceiling)
    indices = [_index(*row) for row in zip(parts, found, drawn.T, strict=True)]
    return Note(
        axis=frame.axis,
        value=value if enough else None,
        low=low if enough else None,
        high=high if enough else None,
        scored=tuple(index for index in indices if index.weight),
        shown=tuple(index for index in indices if not index.weight),
        measured_weight=measured,
        people=people,
        caps=tuple(frame.caps),
        notes=frame.notes,
        resamples=resamples,
        seed=frame.seed,
    )


def mean_of(person: NDArray[np.int64], value: NDArray[np.float64]) -> Measure:
    """The mean of `value` (rows,) where each row is drawn with its `person` (rows,); NaN when none is."""

    rows, sums = np.bincount(person), np.bincount(person, value)

    def measure(draw: Draw) -> float:
        times = draw[: len(rows)]
        total = (times * rows).sum()
        return float((times * sums).sum() / total) if total else np.nan

    return measure


def once(function: Callable[[Draw], T]) -> Callable[[Draw], T]:
    """`function`, computed a single time for the measures that share it on one draw."""
    last: list[tuple[Draw, T]] = []

    def remembered(draw: Draw) -> T:
        if not last or last[0][0] is not draw:
            last[:] = [(draw, function(draw))]
        return last[0][1]

    return remembered


def constant(value: float) -> Measure:
    """A figure that does not depend on who is drawn."""
    return lambda _: value


def unless(missing: str, condition: bool) -> str:
    """`missing` unless the condition holds."""
    return "" if condition else missing


def _values(parts: Sequence[Part], draw: Draw) -> NDArray[np.float64]:
    return np.array([np.nan if part.missing else part.measure(draw) for part in parts], np.float64)


def _resampled(parts: Sequence[Part], people: int, resamples: int, seed: int) -> NDArray[np.float64]:
    """(resamples, parts)"""
    if not people or not resamples:
        return np.tile(_values(parts, np.ones(people)), (1, 1))
    rng = np.random.default_rng(seed)
    draws = (np.bincount(rng.integers(people, size=people), minlength=people) for _ in range(resamples))
    return np.array([_values(parts, draw.astype(np.float64)) for draw in draws])


def _weigh(values: NDArray[np.float64], weights: NDArray[np.float64], ceiling: float) -> NDArray[np.float64]:
    """(rows,) notes from (rows, parts) sub-indices."""
    there = np.isfinite(values) & (weights > 0)
    total = (there * weights).sum(axis=1)
    scored = np.where(there, np.nan_to_num(values, posinf=0.0) * weights, 0).sum(axis=1)
    mean = np.divide(scored, total, out=np.full(len(values), np.nan), where=total > 0)
    notes: NDArray[np.float64] = np.minimum(HIGHEST * mean, ceiling)
    return notes


def _interval(value: float, drawn: NDArray[np.float64], lowest: float, highest: float) -> tuple[float, float]:
    """Percentiles moved onto the value and kept in bounds; as they are where one is infinite."""
    if np.isnan(value) or np.isnan(drawn).all():
        return np.nan, np.nan
    low, middle, high = np.nanquantile(drawn, [0.025, 0.5, 0.975], method="inverted_cdf")
    if not np.isfinite([value, low, high]).all():
        return float(low), float(high)
    return float(max(lowest, value + low - middle)), float(min(highest, value + high - middle))


def _index(part: Part, value: float, drawn: NDArray[np.float64]) -> SubIndex:
    bounds = (0.0, 1.0) if part.weight else (-np.inf, np.inf)
    return SubIndex(part.key, part.weight, float(value), *_interval(value, drawn, *bounds), part.missing)
