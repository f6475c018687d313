"""From chances to a list: as many panels as wanted, each as likely, in which people stand by name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count
from parvis.analysis.sortition.chances import Chances, Real
from parvis.analysis.sortition.pool import Pool, Whole

HAIR = 1e-4
"""A number of panels this near to a whole one is that one."""


@dataclass(frozen=True, slots=True)
class Lottery:
    """A list of panels; drawing one line of it at random is the draw."""

    panels: tuple[tuple[int, ...], ...]
    """The people of each, by place in the pool, in order."""
    times: Whole
    """(n,) in how many panels each person is: their real chance, over the number of panels."""
    wanted: Real
    """(n,) what the chances ask for, which is seldom whole."""

    @property
    def off(self) -> int:
        """How many people are in fewer panels than `wanted` rounded down, or more than rounded up."""
        low, high = _around(self.wanted)
        return int(((self.times < low) | (self.times > high)).sum())


def lottery(pool: Pool, chances: Chances, *, lines: int, seed: int) -> Lottery:
    """Round the chances to `lines` panels, then share the places of each kind evenly among its people.

    How often each panel stands is first rounded by largest remainders, then exchanged for another as long as
    that brings more kinds between the two whole numbers around what they are due; `seed` says in which order
    people and panels are taken, and nothing else is left to chance.

    References
    ----------
    Flanigan, B., Kehne, G. and Procaccia, A. D. (2021). Fair sortition made transparent. NeurIPS 34.
    """
    rng = np.random.default_rng(count(seed, "seed"))
    often = _rounded(chances.share, count(lines, "lines", low=1, high=100_000))
    wanted = chances.chance * lines
    often = _exchanged(often, chances.panels, wanted * pool.people, pool.people, rng)
    made = rng.permutation(np.repeat(np.arange(len(often)), often))
    deal = _Deal(pool, rng)
    panels = tuple(deal.people_of(chances.panels[place]) for place in made)
    return Lottery(panels, deal.times, wanted[pool.kind])


def _rounded(share: Real, lines: int) -> Whole:
    exact = share * lines
    often = np.floor(exact + HAIR).astype(np.int64)
    missing = lines - int(often.sum())
    often[np.argsort(often - exact, kind="stable")[:missing]] += 1
    return np.asarray(often)


def _around(wanted: Real) -> tuple[Real, Real]:
    return np.floor(wanted + HAIR), np.ceil(wanted - HAIR)


def _exchanged(often: Whole, panels: Whole, due: Real, people: Whole, rng: np.random.Generator) -> Whole:
    """One line of a panel for one of another, while it helps."""
    low, high = (people * bound for bound in _around(due / people))

    def gaps(total: NDArray[np.number]) -> Real:
        outside = np.maximum(low - total, 0) + np.maximum(total - high, 0)
        return np.asarray((outside**2 / people).sum(axis=-1))

    often, total = often.copy(), often @ panels
    gap, moved = float(gaps(total)), True
    while moved and gap > 0:
        moved = False
        for place in rng.permutation(np.flatnonzero(often)):
            after = gaps(total - panels[place] + panels)
            other = int(after.argmin())
            if after[other] < gap - HAIR:
                often[place] -= 1
                often[other] += 1
                total, gap, moved = total - panels[place] + panels[other], float(after[other]), True
    return often


class _Deal:
    """Gives each place to whoever was given the fewest, at most one in a home."""

    def __init__(self, pool: Pool, rng: np.random.Generator) -> None:
        self.home = pool.home
        self.times = np.zeros(len(pool.kind), dtype=np.int64)
        self.rank = rng.permutation(len(pool.kind))
        self.members = [np.flatnonzero(pool.kind == kind) for kind in range(len(pool.people))]

    def people_of(self, panel: Whole) -> tuple[int, ...]:
        """One line of the list."""
        taken: set[int] = set()
        people: list[int] = []
        for kind in np.flatnonzero(panel):
            people += self._some(int(kind), int(panel[kind]), taken)
        return tuple(sorted(people))

    def _some(self, kind: int, wanted: int, taken: set[int]) -> list[int]:
        """As many are free: homes of one make-up all have somebody of each of its kinds."""
        those = self.members[kind]
        found: list[int] = []
        for person in those[np.lexsort((self.rank[those], self.times[those]))]:
            home = int(self.home[person])
            if len(found) < wanted and home not in taken:
                taken.add(home)
                found.append(int(person))
        self.times[found] += 1
        return found
