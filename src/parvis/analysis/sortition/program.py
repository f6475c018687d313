"""Panels as points of an integer program: how many people of each kind, solved by HiGHS.

The one door to the solver: one thread and a fixed seed, so that one version of it always answers the same.
"""

from __future__ import annotations

from collections.abc import Collection

import highspy
import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.sortition.pool import Bound, Pool, Whole

LONGEST = 120.0
"""Seconds after which one panel that is still looked for is given up."""
GAP = 1e-9


def solver() -> highspy.Highs:
    """A quiet one, that does the same again."""
    one = highspy.Highs()  # type: ignore[no-untyped-call]
    one.setOptionValue("output_flag", False)
    one.setOptionValue("threads", 1)
    one.setOptionValue("random_seed", 0)
    one.setOptionValue("time_limit", LONGEST)
    one.setOptionValue("mip_rel_gap", GAP)
    one.setOptionValue("mip_abs_gap", GAP)
    return one


class Panels:
    """The panels of a pool that keep `bounds`; without them, all those of the right size."""

    def __init__(self, pool: Pool, bounds: Collection[Bound]) -> None:
        self.kinds = len(pool.people)
        self._solver = solver()
        most = np.minimum(pool.people, pool.homes[pool.group]).astype(float)
        for limit in most:
            self._solver.addVar(0.0, limit)
        places = np.arange(self.kinds, dtype=np.int32)
        self._solver.changeColsIntegrality(
            self.kinds, places, np.full(self.kinds, highspy.HighsVarType.kInteger)
        )
        self._row(pool.size, pool.size, places)
        for bound in bounds:
            feature = pool.names.index(bound.feature)
            value = pool.values[feature].index(bound.value)
            low, high = (bound.asked, np.inf) if bound.is_least else (-np.inf, bound.asked)
            self._row(low, high, np.flatnonzero(pool.profile[:, feature] == value))
        for group in np.flatnonzero(np.bincount(pool.group) > 1):
            self._row(-np.inf, pool.homes[group], np.flatnonzero(pool.group == group))

    def _row(self, low: float, high: float, places: NDArray[np.integer]) -> None:
        self._solver.addRow(low, high, len(places), places.astype(np.int32), np.ones(len(places)))

    def best(self, worth: NDArray[np.float64]) -> Whole | None:
        """The panel whose people are worth most, as (kinds,) counts; None when there is no panel at all.

        Raises `AnalysisError` (`too_long`).
        """
        scale = float(np.abs(worth).max()) or 1.0
        places = np.arange(self.kinds, dtype=np.int32)
        self._solver.changeColsCost(self.kinds, places, -worth / scale)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.rint(self._solver.getSolution().col_value).astype(np.int64)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        raise AnalysisError("too_long", f"no panel found in {LONGEST:.0f} seconds", seconds=LONGEST)

    def any(self) -> Whole | None:
        """Whichever the solver finds first; None when there is none."""
        return self.best(np.zeros(self.kinds))
