"""How speech is spread, and how conversations are built. Everything counts people drawn: see `notes.Draw`."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, real, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.quality.notes import Draw


def gini(acts: Numbers, draw: Draw | None = None) -> float:
    """Inequality of acts between people: 0 when all did as much, near 1 when one did everything.

    G = sum (2i - n - 1) x_i / (n sum x), x in increasing order.

    Parameters
    ----------
    acts
        (n,) acts of each person, 0 or more.
    draw
        (n,) how many times each person counts; once when left out.

    Returns
    -------
    float
        NaN when nobody did anything.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Gini, C. (1912). Variabilità e mutabilità. Bologna.
    """
    done, times = _checked(acts, draw)
    order = np.argsort(done, kind="stable")
    done, times = done[order], times[order]
    upto = times.cumsum()
    people = times.sum()
    total = (times * done).sum()
    if not total:
        return np.nan
    rank = upto * (upto + 1) - (upto - times) * (upto - times + 1) - (people + 1) * times
    return max(0.0, float((rank * done).sum() / (people * total)))


def effective_voices(acts: Numbers, draw: Draw | None = None) -> float:
    """People who, doing all as much, would be as concentrated: 1 / sum of squared shares; NaN without acts.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Laakso, M. and Taagepera, R. (1979). Effective number of parties. Comparative Political Studies 12(1).
    """
    done, times = _checked(acts, draw)
    squares = (times * done**2).sum()
    return float((times * done).sum() ** 2 / squares) if squares else np.nan


def thread_index(thread: Numbers, depth: Numbers, draw: Draw | None = None) -> float:
    """Median, over threads, of the h-index: the largest h with h comments or more at depth h.

    Parameters
    ----------
    thread, depth
        (comments,) the thread of each, and how deep it is, from 1.
    draw
        (comments,) how many times the author of each counts; once when left out.

    Returns
    -------
    float
        NaN without a comment.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Gonzalez-Bailon, S., Kaltenbrunner, A. and Banchs, R. E. (2010). The structure of political discussion
    networks. Journal of Information Technology 25, 230-243.
    """
    where, level = whole(thread, "thread"), whole(depth, "depth", low=1)
    times = np.ones(len(where)) if draw is None else draw
    same_length(thread=where, depth=level, draw=times)
    return median_h(*cells_of(where, level), times)


def cells_of(
    thread: NDArray[np.int64], depth: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The cell of each comment; and the thread (0, 1, ...) and depth of each cell."""
    seat = np.unique(thread, return_inverse=True)[1]
    kinds, cell = np.unique(np.stack([seat, depth], axis=1), axis=0, return_inverse=True)
    return cell, kinds[:, 0], kinds[:, 1]


def median_h(
    cell: NDArray[np.int64], thread: NDArray[np.int64], depth: NDArray[np.int64], times: Draw
) -> float:
    """`thread_index` on cells already made; threads with no comment drawn are left out."""
    held = np.bincount(cell, times, len(thread))
    height = np.zeros(int(thread.max(initial=-1)) + 1, np.int64)
    np.maximum.at(height, thread, np.where(held >= depth, depth, 0))
    alive = np.bincount(thread, held, len(height)) > 0
    return float(np.median(height[alive])) if alive.any() else np.nan


def two_sidedness(pro: NDArray[np.float64], con: NDArray[np.float64]) -> float:
    """Mean of 1 - |pro - con| / (pro + con) over items (items,) with arguments; NaN without any."""
    both = pro + con
    there = both > 0
    return float((1 - np.abs(pro - con)[there] / both[there]).mean()) if there.any() else np.nan


def evenness(kinds: Numbers, number: int) -> float:
    """Shannon evenness of origins, H / ln k: 1 when the k kinds appear as often, 0 when one appears alone.

    Parameters
    ----------
    kinds
        (n,) kind of each, 0..number-1.
    number
        Kinds there could be, 2 or more.

    Returns
    -------
    float
        NaN when there is nothing.

    Raises
    ------
    AnalysisError
        As `checks`.

    References
    ----------
    Pielou, E. C. (1966). The measurement of diversity in different types of biological collections.
    Journal of Theoretical Biology 13.
    """
    if number < 2:
        raise AnalysisError("out_of_range", "two kinds or more are expected", name="number", value=number)
    found = np.bincount(whole(kinds, "kinds", low=0, high=number - 1), minlength=number)
    if not found.any():
        return np.nan
    share = found[found > 0] / found.sum()
    return max(0.0, float(-(share * np.log(share)).sum() / np.log(number)))


def _checked(acts: Numbers, draw: Draw | None) -> tuple[NDArray[np.float64], Draw]:
    done = real(acts, "acts", low=0, high=1e12)
    times = np.ones(len(done)) if draw is None else real(draw, "draw", low=0)
    same_length(acts=done, draw=times)
    return done, times
