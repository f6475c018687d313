"""Whether a panel exists; when none does, quotas that are enough to forbid it."""

from __future__ import annotations

import numpy as np

from parvis.analysis.errors import AnalysisError
from parvis.analysis.sortition.pool import Bound, Pool
from parvis.analysis.sortition.program import Panels


def conflict(pool: Pool) -> tuple[Bound, ...]:
    """Bounds that no panel keeps together, whereas without any one of them some panel keeps all the others.

    Empty when a panel keeps every quota. The size of the panel and the rule of one person by home are not put
    in question. There may be other such sets: this is the one left by a deletion filter, which tries to do
    without each bound in turn, those that alone cannot be kept being named first.

    Raises
    ------
    AnalysisError
        `pool_too_small` with `homes` and `size`: whatever the quotas, there are not enough people, or homes;
        `too_long`.

    References
    ----------
    Chinneck, J. W. and Dravnieks, E. W. (1991). Locating minimal infeasible constraint sets in linear
    programs. ORSA Journal on Computing 3.
    """
    homes = int(np.unique(pool.home).size)
    if homes < pool.size:
        raise AnalysisError(
            "pool_too_small", f"{homes} may be drawn, {pool.size} are wanted", homes=homes, size=pool.size
        )
    kept = pool.bounds()
    if Panels(pool, kept).any() is not None:
        return ()
    alone = next((bound for bound in kept if Panels(pool, [bound]).any() is None), None)
    if alone is not None:
        return (alone,)
    for bound in list(kept):
        without = [one for one in kept if one is not bound]
        if Panels(pool, without).any() is None:
            kept = without
    return tuple(kept)
