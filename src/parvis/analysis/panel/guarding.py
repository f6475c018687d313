"""What a weighted share lets anybody find again of who answered what."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import number
from parvis.analysis.errors import AnalysisError
from parvis.analysis.panel.compare import MINIMUM

SLACK = 1e-6
"""Of a solver that works with floats; counts are whole."""
SEED, DRAWS = 45, 24
"""Tables looked for at random before those of one count: most counts are settled by them."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """People who answered one item, by answer and by cell: people of one cell weigh alike."""

    counts: NDArray[np.int64]
    """(answers, cells)"""
    weights: NDArray[np.float64]
    """(cells,) what each person of a cell weighs, above 0."""
    groups: NDArray[np.bool_]
    """(groups, cells) sets of cells of which nothing may be learnt: those of each answer to a question."""

    @property
    def shares(self) -> NDArray[np.float64]:
        """(answers,) weighted, summing to 1."""
        weighed = self.counts @ self.weights
        shares: NDArray[np.float64] = weighed / weighed.sum()
        return shares


def is_guarded(crossing: Crossing, *, step: float, minimum: int = MINIMUM) -> bool:
    """Whether weighted shares told to the nearest `step` hide every count under `minimum`.

    Whoever tries to find a count again is supposed to know everything but that: the weights, how many people
    of each cell answered the item, how many gave each answer. A count of fewer than `minimum` people, in a
    cell or in a group, is hidden when such a reader must still leave `minimum` people of doubt about it, or
    as much as before the shares were told. Counts of `minimum` people or more may be found again, as they may
    be published.

    Parameters
    ----------
    crossing
        One item.
    step
        To which shares are rounded, between 0 and 1.

    Raises
    ------
    AnalysisError
        `out_of_range` for a step outside 0..1; `unequal_lengths`.

    References
    ----------
    Hundepool, A. et al. (2012). Statistical Disclosure Control, Wiley, chapter 4: protection intervals, the
    range of a suppressed cell found by linear programming.
    """
    number(step, "step", low=0, high=1)
    counts = np.asarray(crossing.counts, np.int64)
    if counts.ndim != 2 or counts.shape[1] != len(crossing.weights):
        raise AnalysisError("unequal_lengths", "counts: one column for each weight")
    sets = np.vstack([np.eye(counts.shape[1], dtype=bool), crossing.groups])
    return _Search(crossing, np.unique(sets, axis=0), step, minimum).hides_all()


class _Search:
    """The least and the most that each small count may be, over all tables that agree with what is known.

    Each table that is found tells of every count at once, so that few have to be looked for one by one.
    """

    def __init__(self, crossing: Crossing, sets: NDArray[np.bool_], step: float, minimum: int) -> None:
        self.shape = crossing.counts.shape
        self.sets = sets
        self.constraints = _constraints(crossing, step)
        true = self._sums(crossing.counts.astype(np.float64))
        gave, there = crossing.counts.sum(axis=1), crossing.counts.sum(axis=0) @ sets.T
        most = np.minimum(gave[:, None], there[None, :])
        least = np.maximum(0, gave[:, None] + there[None, :] - crossing.counts.sum())
        self.needed = np.where(true < minimum, np.minimum(minimum, most - least), 0)
        self.low, self.high = true.copy(), true.copy()

    def hides_all(self) -> bool:
        rng = np.random.default_rng(SEED)
        for _draw in range(DRAWS):
            if not self._waiting().any():
                return True
            self._look(rng.choice((-1.0, 1.0), self.shape))
        while (waiting := self._waiting()).any():
            answer, members = (int(place[0]) for place in np.nonzero(waiting))
            aim = np.zeros(self.shape)
            aim[answer, self.sets[members]] = 1
            self._look(aim)
            self._look(-aim)
            if self._waiting()[answer, members]:
                return False
        return True

    def _waiting(self) -> NDArray[np.bool_]:
        """(answers, sets) counts of which there is too little doubt, as far as one has looked."""
        doubt = np.floor(self.high + SLACK) - np.ceil(self.low - SLACK)
        waiting: NDArray[np.bool_] = doubt < self.needed
        return waiting

    def _look(self, aim: NDArray[np.float64]) -> None:
        """The table where `aim` is least."""
        from scipy.optimize import linprog  # loaded by jobs alone

        equal, equals, below, bounds = self.constraints
        found = linprog(aim.ravel(), below, bounds, equal, equals, method="highs")
        if found.success:
            sums = self._sums(np.asarray(found.x, np.float64).reshape(self.shape))
            self.low, self.high = np.minimum(self.low, sums), np.maximum(self.high, sums)

    def _sums(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = table @ self.sets.T
        return sums


Constraints = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def _constraints(crossing: Crossing, step: float) -> Constraints:
    """Of counts laid out answer by answer: what sums are, then what they are at most."""
    counts, weights = crossing.counts, crossing.weights
    answers, cells = counts.shape
    by_answer = np.kron(np.eye(answers), np.ones(cells))
    by_cell = np.kron(np.ones(answers), np.eye(cells))
    weighed = np.kron(np.eye(answers), weights / float(counts.sum(axis=0) @ weights))
    told = np.round(crossing.shares / step) * step if step else crossing.shares
    return (
        np.vstack([by_answer, by_cell]),
        np.concatenate([counts.sum(axis=1), counts.sum(axis=0)]).astype(np.float64),
        np.vstack([weighed, -weighed]),
        np.concatenate([told + step / 2 + SLACK, step / 2 + SLACK - told]),
    )
