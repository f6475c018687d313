"""The ballot where each person grades items: distribution, mean, median."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count
from parvis.analysis.tally.votes import Votes, allowed, rank_items


@dataclass(frozen=True, slots=True)
class Grades:
    """How an item is graded. Grades are 0..g-1, the best last."""

    distribution: NDArray[np.int64]
    """(m, g) people by grade."""
    people: NDArray[np.int64]
    """(m,) who graded it."""
    mean: NDArray[np.float64]
    """(m,) NaN where nobody graded it."""
    median: NDArray[np.float64]
    """(m,) halfway between the two middle grades of an even number; NaN where nobody graded it."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) by mean; 0 where nobody graded it."""


def grades(cast: Votes, *, scale: int) -> Grades:
    """Distribution, mean and median of the grades 0..scale-1 of each item; ungraded is not a grade.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is no grade of the scale.

    References
    ----------
    Hillinger, C. (2005). The case for utilitarian voting. Homo Oeconomicus 22(3), 295-321 (mean).
    Bassett, G. W. and Persky, J. (1999). Robust voting. Public Choice 99, 299-310 (median).
    """
    spread = distribution(cast, scale)
    people = spread.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = (spread @ np.arange(spread.shape[1])) / people
    return Grades(spread, people, mean, _medians(spread, people), cast.voters, rank_items(mean))


def distribution(cast: Votes, scale: int) -> NDArray[np.int64]:
    """(m, scale) people by item and grade. Raises AnalysisError `vote_out_of_range`."""
    scale = count(scale, "scale", low=2, high=100)
    allowed(cast, 0, scale - 1)
    cells = np.bincount(cast.item * scale + cast.value, minlength=cast.items * scale)
    return cells.reshape(cast.items, scale).astype(np.int64)


def _medians(spread: NDArray[np.int64], people: NDArray[np.int64]) -> NDArray[np.float64]:
    below = spread.cumsum(axis=1)
    low = (2 * below >= people[:, None]).argmax(axis=1)
    high = (2 * below > people[:, None]).argmax(axis=1)
    return np.where(people > 0, (low + high) / 2, np.nan)
