"""Would other participants have given the same groups? Agreement of partitions over bootstrap resamples."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.arrays import Labels

RESAMPLES = 20
CLEAR = 0.5

Regroup = Callable[[NDArray[np.int64], np.random.Generator], Labels]


def stability(
    group: Labels, regroup: Regroup, drawn_from: NDArray[np.integer], *, size: int, resamples: int, seed: int
) -> float:
    """Mean adjusted Rand index between groups and those of resamples of participants.

    Parameters
    ----------
    group
        (n,) group of each participant, -1 for none.
    regroup
        The analysis again: rows drawn, and a source of chance, to the group of each row drawn.
    drawn_from
        Rows that may be drawn, with replacement.
    size
        Rows drawn each time.
    resamples
        How many times.
    seed
        Of the draws.

    Returns
    -------
    float
        Compared over the participants drawn and placed both times, each counted once; resamples where there
        are none say nothing, and NaN comes back where all are such.
    """
    random = np.random.default_rng(seed)
    draws = (random.choice(drawn_from, size) for _ in range(resamples))
    found = np.array([_agreement(group, drawn, regroup(drawn, random)) for drawn in draws])
    told = found[~np.isnan(found)]
    return float(told.mean()) if len(told) else float("nan")


def _agreement(group: Labels, drawn: NDArray[np.int64], again: Labels) -> float:
    rows, first = np.unique(drawn, return_index=True)
    before, after = group[rows], again[first]
    both = (before >= 0) & (after >= 0)
    # Imported here: heavy, and of no use to whoever only draws the next statement.
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(before[both], after[both])) if both.any() else float("nan")
