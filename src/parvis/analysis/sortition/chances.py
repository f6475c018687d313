"""Fair chances: panels, and how often each is drawn so that the smallest chance is the greatest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.sortition.pool import Pool, Whole
from parvis.analysis.sortition.program import Panels, solver

Real = NDArray[np.float64]
CLOSE = 1e-8
"""Under which a better panel is no better, in probability."""
WEIGHS = 1e-7
"""A dual above this says that nobody of the kind can have more."""


@dataclass(frozen=True, slots=True)
class Chances:
    """A lottery on panels, before it is made a list."""

    panels: Whole
    """(panels, kinds) people of each kind."""
    share: Real
    """(panels,) how often each is drawn; sums to 1."""
    chance: Real
    """(kinds,) of each person of the kind."""
    smallest: float
    """The least chance among those who are in some panel."""
    ceiling: float
    """Proven: no lottery on panels that keep the quotas gives everybody more than that."""
    left_out: Whole
    """Kinds of which no panel that keeps the quotas has anybody."""
    levels: int
    """How many times the smallest chance was raised, those that cannot have more staying there."""


def fair_chances(
    pool: Pool, *, most_levels: int | None = None, tell: Callable[[float], None] = lambda _done: None
) -> Chances:
    """Leximin by column generation: the smallest chance is the greatest possible, then the second, and so on.

    Parameters
    ----------
    pool
        Of which at least one panel keeps the quotas: see `feasible.conflict`.
    most_levels
        1 stops at the smallest chance (maximin); None goes on until nobody's can be raised.
    tell
        Called with the share of kinds whose chance is settled, 0 to 1. What it raises stops everything.

    Raises
    ------
    AnalysisError
        `no_panel`; `too_long`.

    References
    ----------
    Flanigan, B., Gölz, P., Gupta, A., Hennig, B. and Procaccia, A. D. (2021). Fair algorithms for selecting
    citizens' assemblies. Nature 596.
    """
    panels = Panels(pool, pool.bounds())
    found, left_out = _cover(panels, tell)
    master = _Master(pool, found, left_out)
    settled = len(left_out)
    levels, smallest, ceiling = 0, 0.0, 0.0
    while settled < len(pool.people) and levels != most_levels:
        floor, above = _raise(master, panels, tell, settled / len(pool.people))
        levels += 1
        if levels == 1:
            smallest, ceiling = floor, above
        settled += master.settle(floor)
        tell(settled / len(pool.people))
    share, listed = master.shares(), np.stack(master.panels)
    chance = (share @ listed) / pool.people
    return Chances(listed, share, chance, smallest, ceiling, left_out, levels)


def _cover(panels: Panels, tell: Callable[[float], None]) -> tuple[list[Whole], Whole]:
    """Panels in which each kind that can be in one is; those that cannot."""
    first = panels.any()
    if first is None:
        raise AnalysisError("no_panel", "no panel keeps the quotas")
    found, seen = [first], first > 0
    alone = np.zeros(panels.kinds, dtype=bool)
    while not (seen | alone).all():
        tell(0.0)
        panel = panels.best((~seen & ~alone).astype(float))
        if panel is None or not (panel[~seen & ~alone] > 0).any():
            alone |= ~seen
        else:
            found.append(panel)
            seen |= panel > 0
    return found, np.flatnonzero(alone)


def _raise(
    master: _Master, panels: Panels, tell: Callable[[float], None], done: float
) -> tuple[float, float]:
    """Add panels until none raises the smallest chance of those not settled: that chance, and its ceiling."""
    while True:
        floor, worth, price = master.solve()
        panel = panels.best(worth)
        if panel is None:
            raise AnalysisError("no_panel", "no panel keeps the quotas")
        gain = float(worth @ panel) - price
        if gain <= CLOSE or not master.add(panel):
            return floor, floor + max(gain, 0.0)
        tell(done)


class _Master:
    """The linear program on the panels found so far; its duals say what a better panel is made of."""

    def __init__(self, pool: Pool, found: list[Whole], left_out: Whole) -> None:
        self.people = pool.people.astype(float)
        self.panels: list[Whole] = []
        self.known: set[bytes] = set()
        self.free = np.ones(len(self.people), dtype=bool)
        self.free[left_out] = False
        self._value = self._dual = np.zeros(0)
        self._solver = solver()
        kinds = len(self.people)
        self._solver.addVar(0.0, np.inf)
        self._solver.changeColCost(0, -1.0)
        for kind in range(kinds):
            entries = np.array([0], dtype=np.int32) if self.free[kind] else np.empty(0, dtype=np.int32)
            self._solver.addRow(0.0, np.inf, len(entries), entries, -np.ones(len(entries)))
        self._solver.addRow(1.0, 1.0, 0, np.empty(0, dtype=np.int32), np.empty(0))
        for panel in found:
            self.add(panel)

    def add(self, panel: Whole) -> bool:
        """False when it was already there."""
        if panel.tobytes() in self.known:
            return False
        self.known.add(panel.tobytes())
        self.panels.append(panel)
        here = np.flatnonzero(panel)
        rows = np.append(here, len(self.people)).astype(np.int32)
        self._solver.addCol(
            0.0, 0.0, np.inf, len(rows), rows, np.append(panel[here] / self.people[here], 1.0)
        )
        return True

    def solve(self) -> tuple[float, Real, float]:
        """The smallest chance; the worth of a person of each kind; what a better panel is worth more than."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise AnalysisError("too_long", "the chances were not settled in time")
        found = self._solver.getSolution()
        self._value, self._dual = np.array(found.col_value), np.array(found.row_dual)
        worth = np.maximum(self._dual[:-1], 0.0) / self.people
        return float(self._value[0]), worth, -float(self._dual[-1])

    def settle(self, floor: float) -> int:
        """Leave at `floor` those who cannot have more: how many kinds."""
        dual = np.where(self.free, self._dual[:-1], 0.0)
        tight = np.flatnonzero(dual > min(WEIGHS, dual.max() / 2))
        for kind in tight:
            self._solver.changeCoeff(int(kind), 0, 0.0)
            self._solver.changeRowBounds(int(kind), max(floor - CLOSE, 0.0), np.inf)
        self.free[tight] = False
        return len(tight)

    def shares(self) -> Real:
        """How often each panel is drawn, at the last solution."""
        share = np.maximum(self._value[1:], 0.0)
        return np.asarray(share / share.sum())
