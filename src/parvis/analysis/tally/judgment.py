"""Majority judgment: the grade that a majority gives at least, ties parted grade by grade."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count
from parvis.analysis.tally.grades import distribution
from parvis.analysis.tally.votes import Votes

Run: TypeAlias = tuple[int, int, Fraction]
"""Lower grade, upper grade, and how early they change: above 0 for the better, below for the worse."""
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Judgments:
    """What a majority thinks of each item. Grades are 0..g-1, the best last."""

    distribution: NDArray[np.int64]
    """(m, g) people by grade."""
    people: NDArray[np.int64]
    """(m,) who graded it."""
    grade: NDArray[np.int64]
    """(m,) majority grade: the median, the lower of the two middle grades; -1 where nobody graded it."""
    better: NDArray[np.float64]
    """(m,) share of its people who give more than the majority grade."""
    worse: NDArray[np.float64]
    """(m,) share who give less."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) by majority value; 0 where nobody graded it."""


def majority_judgment(cast: Votes, *, scale: int, missing: int | None = None) -> Judgments:
    """Rank items by majority value.

    The majority grade is the lower median. Items with the same one are parted by taking it away from each,
    once, and looking at the next, and so on (the majority value): those that first fall come after, those
    that first rise come before. Items graded by different numbers of people are compared by shares, as if
    each ballot were repeated until the numbers are equal.

    Parameters
    ----------
    cast
        Grades 0..scale-1.
    scale
        Number of grades, 2 to 100.
    missing
        Grade that counts for voters who did not grade an item (the authors take the lowest, 0); when left
        out, they do not count on that item.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value, or `missing`, is no grade of the scale.

    References
    ----------
    Balinski, M. and Laraki, R. (2011). Majority Judgment. MIT Press, chapters 1 and 13.
    Balinski, M. and Laraki, R. (2007). A theory of measuring, electing, and ranking. PNAS 104(21), 8720-8725.
    """
    spread = distribution(cast, scale)
    if missing is not None:
        spread = _filled(spread, cast.voters, missing)
    people = spread.sum(axis=1)
    grade = np.where(people > 0, (2 * spread.cumsum(axis=1) >= people[:, None]).argmax(axis=1), -1)
    steps = np.arange(spread.shape[1])
    base = np.maximum(people, 1)
    better = (spread * (steps > grade[:, None])).sum(axis=1) / base
    worse = (spread * (steps < grade[:, None])).sum(axis=1) / base
    return Judgments(spread, people, grade, better, worse, cast.voters, _places(spread))


def majority_value(spread: NDArray[np.int64]) -> tuple[Run, ...]:
    """A key that orders items by majority value: the greater, the better.

    Parameters
    ----------
    spread
        (g,) people by grade, the best last; nobody at all gives the empty key, below every other.

    Returns
    -------
    tuple
        One run for each pair of grades met from the middle outwards. Taking medians away in turn visits the
        grades at the same distance from the middle, the lower first: the order of two items is that of the
        first pair where they differ, so that each run need only say which pair, and how soon it changes.
    """
    low, high = _downwards(spread), _upwards(spread)
    runs, i, j = [], 0, 0
    while i < len(low) and j < len(high):
        (lower, falls), (upper, rises) = low[i], high[j]
        end = min(falls, rises)
        runs.append((lower, upper, end - HALF if falls == end else HALF - end))
        i, j = i + (falls == end), j + (rises == end)
    return tuple(runs)


def _downwards(spread: NDArray[np.int64]) -> list[tuple[int, Fraction]]:
    """Grades from the middle down, each with the share of people between the middle and its far end."""
    total, upto = int(spread.sum()), spread.cumsum()
    under = [int(people) for people in upto - spread]
    grades = [g for g in reversed(range(len(spread))) if spread[g] and 2 * under[g] < total]
    return [(g, Fraction(total - 2 * under[g], 2 * total)) for g in grades]


def _upwards(spread: NDArray[np.int64]) -> list[tuple[int, Fraction]]:
    """Grades from the middle up, each with the share of people between the middle and its far end."""
    total, upto = int(spread.sum()), [int(people) for people in spread.cumsum()]
    grades = [g for g in range(len(spread)) if spread[g] and 2 * upto[g] > total]
    return [(g, Fraction(2 * upto[g] - total, 2 * total)) for g in grades]


def _filled(spread: NDArray[np.int64], voters: int, missing: int) -> NDArray[np.int64]:
    filled = spread.copy()
    filled[:, count(missing, "missing", high=spread.shape[1] - 1)] += voters - spread.sum(axis=1)
    return filled


def _places(spread: NDArray[np.int64]) -> NDArray[np.int64]:
    keys = [majority_value(row) for row in spread]
    first: dict[tuple[Run, ...], int] = {}
    for position, key in enumerate(sorted(keys, reverse=True), start=1):
        first.setdefault(key, position)
    return np.array([first[key] if key else 0 for key in keys], np.int64)
