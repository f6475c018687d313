"""Raking: weights that bring several margins to those of the population at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count, number, real, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel.compare import MINIMUM
from parvis.analysis.panel.weights import design_effect, effective_size

NEXT_TO_NOTHING = 1e-200
"""Margins that cannot agree drive a cell to 0: it stays there."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One variable: the level of each person, and the population at each level."""

    name: str
    level: Numbers
    """(n,) 0..levels-1"""
    population: Numbers
    """(levels,) people or shares, above 0."""


@dataclass(frozen=True, slots=True)
class Raking:
    """Weights, and how well they do."""

    weights: NDArray[np.float64]
    """(n,) 1 on average."""
    converged: bool
    iterations: int
    """Passes over all margins."""
    errors: tuple[float, ...]
    """After each pass, the greatest relative gap to a target, over all levels of all margins."""
    margin_errors: dict[str, float]
    """At the end, the same by margin."""
    design_effect: float
    effective_size: float
    greatest: float
    """The heaviest weight, where the mean is 1."""
    notes: tuple[str, ...] = field(default=())
    """not_converged; capped (some stand at the cap); heavy_weights (one above 5)."""


@dataclass(frozen=True, slots=True)
class _Table:
    """People with the same levels everywhere are one cell."""

    levels: list[NDArray[np.int64]]
    """By margin, (cells,)."""
    targets: list[NDArray[np.float64]]
    """By margin, (levels,), each summing to the total weight."""
    start: NDArray[np.float64]
    """(cells,) total starting weight."""


def rake(
    margins: Sequence[Margin],
    *,
    weights: Numbers | None = None,
    minimum: int = MINIMUM,
    tolerance: float = 1e-9,
    most_iterations: int = 1000,
    cap: float | None = None,
) -> Raking:
    """Iterative proportional fitting: bring each margin to its target in turn, until all are there.

    Parameters
    ----------
    margins
        One or more, on the same people.
    weights
        (n,) above 0, to start from; all equal when left out.
    minimum
        Least number of people at each level: merge smaller ones first (`panel.merge`).
    tolerance
        Relative gap under which a margin has reached its target.
    most_iterations
        Passes at most; short of convergence the weights are given all the same, and it is said.
    cap
        The heaviest that a weight may be, where the mean is 1: heavier ones are brought down to it after each
        pass, and the others make up for them. Where they cannot, it does not converge.

    Raises
    ------
    AnalysisError
        `no_margin`; `too_few_people` with the margin and level where less than `minimum` people stand;
        `unequal_lengths`; otherwise as `checks`.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency table
    when the expected marginal totals are known. Annals of Mathematical Statistics 11.
    """
    levels, targets = _checked(margins, count(minimum, "minimum", low=1))
    people = len(levels[0])
    before = np.ones(people) if weights is None else real(weights, "weights", above=0, high=1e12)
    same_length(level=levels[0], weights=before)
    table, cell = _table(levels, targets, before)
    limit = count(most_iterations, "most_iterations", low=1, high=10**6)
    most = np.inf if cap is None else number(cap, "cap", low=1, high=1e6)
    # What all the people of a cell may weigh together.
    ceiling = np.asarray(most * np.bincount(cell), np.float64)
    if cap is not None and weights is not None:
        raise AnalysisError("out_of_range", "cap: only where all people start alike", name="cap")
    held, errors = _fit(table, ceiling, number(tolerance, "tolerance", low=1e-13, high=1), limit)
    final = (held / table.start)[cell] * before
    names = [margin.name for margin in margins]
    found = _report(
        final * people / final.sum(), errors, dict(zip(names, _gaps(table, held), strict=True)), tolerance
    )
    is_capped = bool((held >= ceiling * (1 - tolerance)).any())
    return replace(found, notes=(*found.notes, "capped")) if is_capped else found


def _checked(
    margins: Sequence[Margin], minimum: int
) -> tuple[list[NDArray[np.int64]], list[NDArray[np.float64]]]:
    if not margins:
        raise AnalysisError("no_margin", "raking needs at least one margin")
    targets = [real(margin.population, margin.name, above=0, high=1e15) for margin in margins]
    levels = [
        whole(margin.level, margin.name, low=0, high=len(target) - 1)
        for margin, target in zip(margins, targets, strict=True)
    ]
    same_length(**{margin.name: level for margin, level in zip(margins, levels, strict=True)})
    for margin, level, target in zip(margins, levels, targets, strict=True):
        _enough(margin.name, np.bincount(level, minlength=len(target)), minimum)
    return levels, targets


def _enough(name: str, people: NDArray[np.int64], minimum: int) -> None:
    few = np.flatnonzero(people < minimum)
    if few.size or not people.size:
        level = int(few[0]) if few.size else 0
        raise AnalysisError(
            "too_few_people",
            f"{name}: less than {minimum} people at level {level}",
            name=name,
            level=level,
            minimum=minimum,
        )


def _table(
    levels: list[NDArray[np.int64]], targets: list[NDArray[np.float64]], before: NDArray[np.float64]
) -> tuple[_Table, NDArray[np.int64]]:
    kinds, cell = np.unique(np.stack(levels, axis=1), axis=0, return_inverse=True)
    start = np.bincount(cell, before).astype(np.float64)
    scaled = [target / target.sum() * start.sum() for target in targets]
    return _Table(list(kinds.T), scaled, start), cell


def _fit(
    table: _Table, ceiling: NDArray[np.float64], tolerance: float, limit: int
) -> tuple[NDArray[np.float64], tuple[float, ...]]:
    held, errors = table.start, list[float]()
    while len(errors) < limit:
        for level, target in zip(table.levels, table.targets, strict=True):
            held = held * (target / np.maximum(np.bincount(level, held), NEXT_TO_NOTHING))[level]
        held = np.minimum(held, ceiling)
        errors.append(max(_gaps(table, held)))
        if errors[-1] <= tolerance:
            break
    return held, tuple(errors)


def _gaps(table: _Table, held: NDArray[np.float64]) -> list[float]:
    pairs = zip(table.levels, table.targets, strict=True)
    return [float(np.abs(np.bincount(level, held) / target - 1).max()) for level, target in pairs]


def _report(
    weights: NDArray[np.float64], errors: tuple[float, ...], margin_errors: dict[str, float], tolerance: float
) -> Raking:
    converged, greatest = errors[-1] <= tolerance, float(weights.max())
    notes = (() if converged else ("not_converged",)) + (("heavy_weights",) if greatest > 5 else ())
    return Raking(
        weights,
        converged,
        len(errors),
        errors,
        margin_errors,
        design_effect(weights),
        effective_size(weights),
        greatest,
        notes,
    )
