"""The map of opinions: where participants and statements stand on it, and who is placed in a group."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.arrays import Flags, Floats
from parvis.analysis.opinion.components import Centred, Space
from parvis.analysis.opinion.sparse import ridge_scores
from parvis.analysis.opinion.votes import Votes

THRESHOLD = 7
FEWEST_PLACED = 15


def positions(votes: Votes, centred: Centred, space: Space, left_out: Flags) -> Floats:
    """Where participants stand.

    Parameters
    ----------
    votes, centred, space
        n participants, m statements, the two axes.
    left_out
        (m,) statements that count as seen by everybody, with a vote of 0.

    Returns
    -------
    ndarray
        (n, 2): sqrt(m / n_i) times the sum over seen statements of centred vote times loading, so that few
        votes do not mean a moderate opinion; in sparse mode, ridge scores.
    """
    if space.sparse:
        return ridge_scores(centred, space, votes.blocks())
    along = centred.matrix @ space.axes.T.astype(centred.matrix.dtype)
    seen = votes.counts.astype(np.float64)
    if left_out.any():
        seen = _votes_on(votes, ~left_out) + float(left_out.sum())
    return np.asarray(along * np.sqrt(votes.shape[1] / np.maximum(seen, 1.0))[:, None])


def statement_positions(space: Space) -> Floats:
    """(m, 2) where somebody who only agreed with that statement would stand: sqrt(m) (1 - mean) loading."""
    m = len(space.mean)
    return np.asarray(np.sqrt(m) * ((1 - space.mean) * space.axes).T)


def extremity(space: Space) -> Floats:
    """(m,) how far each statement stands from the centre of the map."""
    return np.asarray(np.linalg.norm(statement_positions(space), axis=1))


def placed(counts: NDArray[np.integer], statements: int, threshold: int = THRESHOLD) -> Flags:
    """Who voted enough to be in a group.

    Parameters
    ----------
    counts
        (n,) votes of each participant.
    statements
        How many there are: nobody need vote on more.
    threshold
        Votes that are enough.

    Returns
    -------
    ndarray
        (n,) bool. Where fewer than 15 have enough, the most active fill up to 15 (first rows on a tie), as
        long as they voted at all.
    """
    enough = counts >= max(1, min(threshold, statements))
    missing = FEWEST_PLACED - int(enough.sum())
    if missing > 0:
        active = np.argsort(-counts, kind="stable")
        active = active[~enough[active] & (counts[active] > 0)]
        enough[active[:missing]] = True
    return enough


def _votes_on(votes: Votes, wanted: Flags) -> Floats:
    """(n,) votes of each participant on the wanted statements."""
    running = np.zeros(votes.size + 1, np.int32)
    np.cumsum(wanted[votes.statements], out=running[1:])
    return np.diff(running[votes.starts]).astype(np.float64)
