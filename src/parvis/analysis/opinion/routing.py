"""Which statement to show next: those that inform most, drawn at random so that each keeps a chance."""

from collections.abc import Sequence

import numpy as np

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.arrays import Flags, Floats
from parvis.analysis.opinion.results import Counts
from parvis.analysis.opinion.statistics import smoothed

META_PRIORITY = 49.0


def priorities(counts: Counts, extremity: Floats, *, refused: Flags, meta: Flags) -> Floats:
    """Weight of each statement in the draw of the next one.

    Parameters
    ----------
    counts
        (k, m) votes by group; they are summed over groups.
    extremity
        (m,) distance of each statement from the centre of the map.
    refused, meta
        (m,) refused by moderation: weight 0. About the consultation itself: weight 49.

    Returns
    -------
    ndarray
        (m,) [(1 - pass) (extremity + 1) agree (1 + 8 * 2^(-seen / 5))]^2, with smoothed shares: few passes,
        far from the centre, agreed with, and most of all new (Small et al. 2021, "comment routing").
    """
    agree, seen = counts.agree.sum(axis=0), counts.seen.sum(axis=0)
    passes = seen - agree - counts.disagree.sum(axis=0)
    novelty = 1 + 8 * 2.0 ** (-seen / 5)
    weight = ((1 - smoothed(passes, seen)) * (extremity + 1) * smoothed(agree, seen) * novelty) ** 2
    return np.where(refused, 0.0, np.where(meta, META_PRIORITY, weight))


def draw(priority: Floats, open_: Flags, seed: int | Sequence[int]) -> int | None:
    """Draw the next statement to show.

    Parameters
    ----------
    priority
        (m,) from `priorities`.
    open_
        (m,) statements that are visible and on which this participant has not voted.
    seed
        One number or several, such as those of the run, of the participant and of the turn.

    Returns
    -------
    int or None
        Column of the statement; None where nothing is left.

    Raises
    ------
    AnalysisError
        `unequal_lengths`; `bad_weight` where a weight is negative or no number.
    """
    weight, left = np.asarray(priority, np.float64), np.asarray(open_, np.bool_)
    if weight.shape != left.shape or weight.ndim != 1:
        raise AnalysisError("unequal_lengths", "give one weight and one mark for each statement")
    if not (np.isfinite(weight) & (weight >= 0)).all():
        raise AnalysisError("bad_weight", "a weight is a number, 0 or more")
    eligible = np.flatnonzero(left & (weight > 0))
    if not len(eligible):
        return None
    running = np.cumsum(weight[eligible])
    at = np.random.default_rng(seed).random() * running[-1]
    return int(eligible[min(int(np.searchsorted(running, at, side="right")), len(eligible) - 1)])
