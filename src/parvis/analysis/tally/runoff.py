"""Instant run-off: the last is eliminated, and whoever preferred it moves to their next choice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.ranking import UNRANKED, count_items
from parvis.analysis.tally.votes import Votes

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Round:
    """One count of first choices among the items still there."""

    first: NDArray[np.int64]
    """(m,) people whose first remaining choice it is; -1 for an item already eliminated."""
    exhausted: int
    """People with no choice left among those that remain, blank ballots included."""
    eliminated: tuple[int, ...]
    """The last, all of them when equal; empty in the round that decides."""


@dataclass(frozen=True, slots=True)
class Runoff:
    """Every round, and who wins."""

    rounds: tuple[Round, ...]
    winners: tuple[int, ...]
    """One item with more than half of the choices that remain, or those left equal to the end."""
    tied: bool
    """Whether equals were eliminated together: then read `possible_winners` too."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) winners first, then by votes in the last round, then the last eliminated."""


def instant_runoff(cast: Votes) -> Runoff:
    """Eliminate the item with the fewest first choices until one has more than half.

    Those equal at the bottom go out together, which needs no draw; when it happens, `tied` says so. Ballots
    that rank none of the items left are exhausted and leave the majority to the others.

    Parameters
    ----------
    cast
        Positions from 1, the best, no two equal on a ballot; gaps do not count.

    Raises
    ------
    AnalysisError
        `equal_positions` when a ballot gives one position twice; otherwise as `ranking.duels`.

    References
    ----------
    Ware, W. R. (1871), in Hoag, C. G. and Hallett, G. H. (1926). Proportional Representation. Macmillan.
    Meek, B. L. (1969). Une nouvelle approche du scrutin transférable. Mathématiques et sciences humaines 25.
    """
    order = _orders(cast)
    left = np.ones(cast.items, np.bool_)
    rounds: list[Round] = []
    while True:
        first = _first_choices(order, left)
        last = _last(first, left)
        done = _majority(first) or len(last) == left.sum()
        gone = () if done else last
        exhausted = cast.voters - int(first.sum())
        rounds.append(Round(np.where(left, first, NOTHING), exhausted, gone))
        if done:
            return _result(rounds, cast)
        left[list(gone)] = False


def possible_winners(cast: Votes, *, limit: int = 10_000) -> tuple[int, ...]:
    """Items that win under at least one way of drawing lots between equals at the bottom.

    Parameters
    ----------
    cast
        As for `instant_runoff`.
    limit
        Sets of remaining items to look at before giving up.

    Raises
    ------
    AnalysisError
        `too_many_ties` when there are more than `limit` sets; otherwise as `instant_runoff`.

    References
    ----------
    Conitzer, V., Rognlie, M. and Xia, L. (2009). Preference functions that score rankings and maximum
    likelihood estimation. IJCAI 2009 (parallel-universes tie-breaking).
    """
    order = _orders(cast)
    waiting, seen = [frozenset(range(cast.items))], set[frozenset[int]]()
    winners = set[int]()
    while waiting:
        some = waiting.pop()
        if some in seen:
            continue
        seen.add(some)
        if len(seen) > limit:
            raise AnalysisError("too_many_ties", f"more than {limit} ways to part equals", limit=limit)
        won, next_ones = _branches(order, some, cast.items)
        winners |= won
        waiting.extend(next_ones)
    return tuple(sorted(winners))


def _branches(
    order: NDArray[np.int64], some: frozenset[int], items: int
) -> tuple[frozenset[int], list[frozenset[int]]]:
    """Who wins among `some`, or the sets that remain after each way of choosing the last.

    Items that are nobody's first choice go out together: whatever their order, they move no ballot.
    """
    left = np.isin(np.arange(items), list(some))
    first = _first_choices(order, left)
    if not first.any():
        return some, []
    if _majority(first):
        return frozenset({int(first.argmax())}), []
    last = frozenset(_last(first, left))
    alone = [last] if not first[min(last)] else [frozenset({item}) for item in last]
    return frozenset(), [some - gone for gone in alone]


def _orders(cast: Votes) -> NDArray[np.int64]:
    """(voters with a choice, longest ballot) items from the first choice on, padded with `items`."""
    count_items(cast)
    sort = np.argsort(cast.voter * (UNRANKED + 1) + cast.value)
    voter, value = cast.voter[sort], cast.value[sort]
    if ((np.diff(voter) == 0) & (np.diff(value) == 0)).any():
        raise AnalysisError("equal_positions", "a ballot gives the same position to two items")
    start = np.flatnonzero(np.diff(voter, prepend=-1))
    length = np.diff(start, append=len(voter))
    column = np.arange(len(voter)) - np.repeat(start, length)
    order = np.full((len(start), int(length.max(initial=1))), cast.items)
    order[voter, column] = cast.item[sort]
    return order


def _first_choices(order: NDArray[np.int64], left: NDArray[np.bool_]) -> NDArray[np.int64]:
    alive = np.append(left, False)[order]
    column = alive.argmax(axis=1)
    row = np.flatnonzero(alive[np.arange(len(order)), column])
    return np.bincount(order[row, column[row]], minlength=len(left)).astype(np.int64)


def _majority(first: NDArray[np.int64]) -> bool:
    return bool(2 * first.max() > first.sum())


def _last(first: NDArray[np.int64], left: NDArray[np.bool_]) -> tuple[int, ...]:
    fewest = first[left].min()
    return tuple(int(item) for item in np.flatnonzero(left & (first == fewest)))


def _result(rounds: list[Round], cast: Votes) -> Runoff:
    final = rounds[-1].first
    winners = tuple(int(item) for item in np.flatnonzero(final == final.max()))
    rank = np.zeros(cast.items, np.int64)
    for item in np.flatnonzero(final >= 0):
        rank[item] = 1 + int((final > final[item]).sum())
    behind = cast.items + 1
    for each in rounds[:-1]:
        behind -= len(each.eliminated)
        rank[list(each.eliminated)] = behind
    tied = any(len(each.eliminated) > 1 for each in rounds) or len(winners) > 1
    return Runoff(tuple(rounds), winners, tied, cast.voters, rank)
