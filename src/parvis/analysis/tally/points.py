"""The ballot where each person spreads a number of points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.votes import Votes, allowed, people_by_item, rank_items


@dataclass(frozen=True, slots=True)
class Points:
    """Points of each item, and how many people they come from."""

    total: NDArray[np.int64]
    """(m,)"""
    people: NDArray[np.int64]
    """(m,) who gave it one point or more."""
    mean: NDArray[np.float64]
    """(m,) points per person who cast a ballot; 0 when nobody did."""
    unspent: int
    """Points that people kept."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) by total, then by people: equal points from more people come first."""


def points(cast: Votes, *, each: int) -> Points:
    """Sum the points of each item when every person has `each` points to spread (cumulative voting).

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a row is negative or more than `each`; `too_many_points` when a person spread
        more than `each`.

    References
    ----------
    Glasser, G. J. (1959). Game theory and cumulative voting for corporate directors. Management Science 5(2).
    """
    each = count(each, "each", low=1, high=2**31)
    allowed(cast, 0, each)
    _within(cast, each)
    total = np.zeros(cast.items, np.int64)
    np.add.at(total, cast.item, cast.value)
    people = people_by_item(cast, cast.value > 0)
    unspent = each * cast.voters - int(total.sum())
    return Points(total, people, total / max(cast.voters, 1), unspent, cast.voters, rank_items(total, people))


def _within(cast: Votes, each: int) -> None:
    spent = np.zeros(cast.voters, np.int64)
    np.add.at(spent, cast.voter, cast.value)
    over = np.flatnonzero(spent > each)
    if over.size:
        most = int(spent[over[0]])
        raise AnalysisError(
            "too_many_points", f"a voter spread {most} points out of {each}", spent=most, each=each
        )
