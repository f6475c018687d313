"""Participants against a population, stratum by stratum."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count, real, same_length, whole
from parvis.analysis.errors import AnalysisError

MINIMUM = 10
"""People under which a cell is not shown, for privacy."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """h strata, after merging those with too few people."""

    merged: NDArray[np.int64]
    """(strata given,) the stratum in which each ended."""
    people: NDArray[np.int64]
    """(h,) participants."""
    share: NDArray[np.float64]
    """(h,) of participants."""
    expected: NDArray[np.float64]
    """(h,) of the population."""
    dissimilarity: float
    """Least share of participants to swap for others to match the population, 0 to 1."""
    efficiency: float
    """Effective size over size if each stratum were weighted to its due, 0 to 1; 0 when one is empty."""
    coverage: float
    """Share of the population that lives in strata, as given, of the minimum or more."""
    theil: float
    """Divergence of participants from the population, 0 or more."""
    theil_parts: NDArray[np.float64]
    """(h,) that sum to it: above 0 for a stratum in excess."""
    variation: float
    """Coefficient of variation of turnout over strata, 0 or more."""
    minimum: int
    notes: tuple[str, ...] = field(default=())
    """cells_merged: strata were put together."""

    def r_indicator(self, turnout: float) -> float:
        """1 - 2 S(turnout): flattering when turnout is low, shown only beside `variation`.

        References
        ----------
        Schouten, B., Cobben, F. and Bethlehem, J. (2009). Indicators for the representativeness of survey
        response. Survey Methodology 35(1), 101-113.
        """
        return 1 - 2 * turnout * self.variation


def compare(people: Numbers, population: Numbers, *, minimum: int = MINIMUM) -> Comparison:
    """Compare participants with a population.

    Parameters
    ----------
    people
        (strata,) participants in each.
    population
        (strata,) people, or share, of the population in each: above 0.
    minimum
        Strata with fewer participants are merged, see `merge`.

    Raises
    ------
    AnalysisError
        `too_few_people` when merging leaves less than two strata; `unequal_lengths`; otherwise as `checks`.

    References
    ----------
    Duncan, O. D. and Duncan, B. (1955). A methodological analysis of segregation indexes. Am. Sociological
    Review 20 (dissimilarity).
    Kish, L. (1992). Weighting for unequal Pi. Journal of Official Statistics 8(2) (efficiency).
    Theil, H. (1967). Economics and Information Theory. North-Holland.
    Schouten, B., Bethlehem, J. et al. (2012). Evaluating, comparing, monitoring, and improving
    representativeness of survey response. International Statistical Review 80(3) (coefficient of variation).
    """
    given = whole(people, "people", low=0, high=2**40)
    size = real(population, "population", above=0, high=1e15)
    same_length(people=given, population=size)
    merged = merge(given, minimum=minimum)
    taken = np.bincount(merged, given).astype(np.int64)
    share, expected = taken / taken.sum(), np.bincount(merged, size) / size.sum()
    parts = _theil_parts(share, expected)
    return Comparison(
        merged=merged,
        people=taken,
        share=share,
        expected=expected,
        dissimilarity=dissimilarity(share, expected),
        efficiency=efficiency(share, expected),
        coverage=float(size[given >= minimum].sum() / size.sum()),
        theil=float(parts.sum()),
        theil_parts=parts,
        variation=float(np.sqrt(max(0.0, (share**2 / expected).sum() - 1))),
        minimum=minimum,
        notes=("cells_merged",) if len(taken) < len(given) else (),
    )


def merge(people: Numbers, *, minimum: int = MINIMUM) -> NDArray[np.int64]:
    """Where each stratum ends when those with fewer than `minimum` people are put together.

    The small ones make one; while it is itself too small, the smallest of the others joins it.

    Returns
    -------
    ndarray
        (strata,) numbered from 0 in order of first appearance.

    Raises
    ------
    AnalysisError
        `too_few_people` when less than two strata are left.
    """
    given = whole(people, "people", low=0, high=2**40)
    least = count(minimum, "minimum", high=2**40)
    small = given < least
    order = np.argsort(given, kind="stable")
    if small.any():
        reached = int(np.searchsorted(given[order].cumsum(), least)) + 1
        small[order[:reached]] = True
    if len(given) - small.sum() + small.any() < 2:
        raise AnalysisError(
            "too_few_people", f"less than two strata of {least} people or more", minimum=least
        )
    label = np.where(small, len(given), np.arange(len(given)))
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def cross(*variables: Numbers) -> NDArray[np.int64]:
    """(n,) one number for each combination of the values 0, 1, ... of several variables; -1 if one is -1.

    Raises
    ------
    AnalysisError
        `unequal_lengths`; `out_of_range` for values outside -1..999, or more than a million combinations.
    """
    columns = [whole(column, f"variable {n}", low=-1, high=999) for n, column in enumerate(variables)]
    same_length(**{f"variable {n}": column for n, column in enumerate(columns)})
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    if np.prod([float(size) for size in sizes]) > 1e6:
        raise AnalysisError("out_of_range", "variables: too many combinations", name="variables")
    crossed = np.ravel_multi_index([np.maximum(column, 0) for column in columns], sizes)
    missing = np.any([column < 0 for column in columns], axis=0)
    return np.where(missing, -1, crossed).astype(np.int64)


def dissimilarity(share: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """Half the sum of absolute gaps between two distributions (h,)."""
    return float(np.abs(share - expected).sum() / 2)


def efficiency(share: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """1 / sum(expected^2 / share): Kish's effective size over size; 0 when a stratum is empty."""
    return float(1 / (expected**2 / share).sum()) if (share > 0).all() else 0.0


def _theil_parts(share: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    return share * np.log(np.where(share > 0, share, 1) / np.where(share > 0, expected, 1))
