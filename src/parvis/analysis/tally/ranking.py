"""The ballot where each person ranks items: duels, Borda, Schulze."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.votes import Votes, allowed, rank_items

UNRANKED = 65535
MOST_ITEMS = 1000
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Borda:
    """Items by the sum of the items that they stand above."""

    score: NDArray[np.float64]
    """(m,) over all ballots, items ranked below, plus half the items ranked equal: whole or half numbers."""
    mean: NDArray[np.float64]
    """(m,) a ballot: m-1 when everybody puts it first, 0 when everybody puts it last."""
    duels: NDArray[np.int64]
    """(m, m) people who rank the row above the column."""
    voters: int
    rank: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Schulze:
    """Items by the strength of the paths between them."""

    duels: NDArray[np.int64]
    """(m, m) people who rank the row above the column."""
    path: NDArray[np.int64]
    """(m, m) the weakest duel on the strongest path from row to column; 0 where there is none."""
    beaten_by: NDArray[np.int64]
    """(m,) items with a stronger path to it than it has to them."""
    condorcet: int | None
    """The item that wins each of its duels, if there is one: it is then the first."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) one more than `beaten_by`: all those that nothing beats are first, together."""


def borda(cast: Votes) -> Borda:
    """Rank items by Borda score.

    Items that a person leaves unranked stand below those they rank, equal among themselves.

    Parameters
    ----------
    cast
        Positions from 1, the best; equal positions are equal preferences, gaps do not count.

    Raises
    ------
    AnalysisError
        As `duels`.

    References
    ----------
    Borda, J.-C. de (1781). Mémoire sur les élections au scrutin. Histoire de l'Académie royale des sciences.
    Black, D. (1976). Partial justification of the Borda count. Public Choice 28 (equal and unranked).
    """
    won = duels(cast)
    twice = (won - won.T).sum(axis=1) + cast.voters * (cast.items - 1)
    return Borda(twice / 2, twice / (2 * max(cast.voters, 1)), won, cast.voters, rank_items(twice))


def schulze(cast: Votes) -> Schulze:
    """Rank items by the Schulze method, strength of a duel being the votes of its winner.

    Parameters
    ----------
    cast
        As for `borda`.

    Raises
    ------
    AnalysisError
        As `duels`.

    References
    ----------
    Schulze, M. (2011). A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
    single-winner election method. Social Choice and Welfare 36, 267-303.
    """
    won = duels(cast)
    path = _strongest_paths(np.where(won > won.T, won, 0))
    beaten = (path > path.T).sum(axis=0)
    return Schulze(won, path, beaten, condorcet_winner(won), cast.voters, beaten + 1)


def condorcet_winner(won: NDArray[np.int64]) -> int | None:
    """The row that wins all its duels, None when none does.

    References
    ----------
    Condorcet, N. de (1785). Essai sur l'application de l'analyse à la probabilité des décisions.
    """
    wins = (won > won.T).sum(axis=1)
    return int(wins.argmax()) if wins.max() == len(won) - 1 else None


def duels(cast: Votes) -> NDArray[np.int64]:
    """(m, m) people who rank the row above the column; a ranked item is above an unranked one.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` for a position outside 1..65534; `too_many_items` above 1,000 items.
    """
    count_items(cast)
    won = np.zeros((cast.items, cast.items), np.int64)
    bounds = np.searchsorted(cast.voter, np.arange(0, cast.voters + CHUNK, CHUNK))
    for start, stop in pairwise(bounds):
        if stop > start:
            _add_duels(won, cast, slice(start, stop))
    return won


def count_items(cast: Votes) -> None:
    """Raises AnalysisError for positions outside 1..65534, or for more items than anybody can rank."""
    allowed(cast, 1, UNRANKED - 1)
    if cast.items > MOST_ITEMS:
        raise AnalysisError(
            "too_many_items",
            f"{cast.items} items to rank, {MOST_ITEMS} at most",
            items=cast.items,
            limit=MOST_ITEMS,
        )


def _add_duels(won: NDArray[np.int64], cast: Votes, rows: slice) -> None:
    first = cast.voter[rows.start]
    seats = int(cast.voter[rows.stop - 1] - first) + 1
    position = np.full((cast.items, seats), UNRANKED, np.uint16)
    position[cast.item[rows], cast.voter[rows] - first] = cast.value[rows]
    for item in range(cast.items):
        won[item] += np.count_nonzero(position[item] < position, axis=1)


def _strongest_paths(strength: NDArray[np.int64]) -> NDArray[np.int64]:
    path = strength.copy()
    for middle in range(len(path)):
        through = np.minimum(path[:, middle, None], path[None, middle, :])
        np.maximum(path, through, out=path)
    np.fill_diagonal(path, 0)
    return path
