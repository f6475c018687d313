"""Votes as every ballot stores them, one row a voter and item; and ranks, equals sharing one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import LARGEST, Numbers, count, same_length, whole
from parvis.analysis.errors import AnalysisError

MOST_ITEMS = 1_000_000


@dataclass(frozen=True, slots=True)
class Votes:
    """Rows in order of voter, then item: whatever order they came in, equal votes are equal arrays."""

    voter: NDArray[np.int64]
    """(rows,) 0..v-1, numbered in the order of the identifiers that came in."""
    item: NDArray[np.int64]
    """(rows,) 0..m-1"""
    value: NDArray[np.int64]
    """(rows,) what the voter answered: a sign, points, a grade, a position."""
    voters: int
    """Everybody who cast a ballot, blank ones included."""
    items: int


def votes(
    voter: Numbers, item: Numbers, value: Numbers | None = None, *, items: int, blank: int = 0
) -> Votes:
    """Check and order the rows of a ballot.

    Parameters
    ----------
    voter
        (rows,) any whole numbers from 0 that tell voters apart.
    item
        (rows,) positions of items, 0..items-1.
    value
        (rows,) whole numbers; 1 everywhere when left out.
    items
        Number of items on the ballot, those nobody voted for included.
    blank
        People who cast a ballot with nothing on it: they count in the base of shares.

    Raises
    ------
    AnalysisError
        `duplicate_vote` when a voter has two rows for one item; otherwise as `checks.whole`.
    """
    items, blank = count(items, "items", low=1, high=MOST_ITEMS), count(blank, "blank", high=2**31)
    who = whole(voter, "voter", low=0, high=LARGEST // items - 1)
    what = whole(item, "item", low=0, high=items - 1)
    answer = np.ones(len(who), np.int64) if value is None else whole(value, "value")
    same_length(voter=who, item=what, value=answer)
    who, what, answer = _in_order(who, what, answer, items)
    seat = np.cumsum(np.diff(who, prepend=who[:1]) != 0)
    return Votes(seat, what, answer, blank + (int(seat[-1]) + 1 if len(seat) else 0), items)


def rank_items(*scores: NDArray) -> NDArray[np.int64]:
    """(m,) rank of each item, 1 for the highest; later scores part those that earlier ones leave equal.

    Equals on every score share a rank, and leave a gap after it (1, 2, 2, 4). An item whose first score is
    NaN has no rank: 0.
    """
    order = np.lexsort([-score for score in reversed(scores)])
    sorted_scores = [score[order] for score in scores]
    new = np.ones(len(order), np.bool_)
    new[1:] = np.any([score[1:] != score[:-1] for score in sorted_scores], axis=0)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.maximum.accumulate(np.where(new, np.arange(1, len(order) + 1), 0))
    return np.where(np.isnan(scores[0]), 0, rank)


def people_by_item(cast: Votes, chosen: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """(m,) people with a row on each item, or with one of the `chosen` (rows,) rows."""
    rows = cast.item if chosen is None else cast.item[chosen]
    return np.bincount(rows, minlength=cast.items).astype(np.int64)


def allowed(cast: Votes, low: int, high: int) -> None:
    """Raises AnalysisError `vote_out_of_range` for the first value outside low..high."""
    wrong = np.flatnonzero((cast.value < low) | (cast.value > high))
    if wrong.size:
        value = int(cast.value[wrong[0]])
        raise AnalysisError(
            "vote_out_of_range",
            f"a vote of {value} where {low} to {high} is expected",
            value=value,
            low=low,
            high=high,
        )


def _in_order(
    who: NDArray[np.int64], what: NDArray[np.int64], answer: NDArray[np.int64], items: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    key = who * items + what
    if (np.diff(key) > 0).all():
        return who, what, answer
    order = np.argsort(key)
    key, who, what, answer = key[order], who[order], what[order], answer[order]
    twice = np.flatnonzero(np.diff(key) == 0)
    if twice.size:
        voter, item = int(who[twice[0]]), int(what[twice[0]])
        raise AnalysisError(
            "duplicate_vote", f"voter {voter} has two votes on item {item}", voter=voter, item=item
        )
    return who, what, answer
