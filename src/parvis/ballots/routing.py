"""Which statement comes next: the draw of `analysis.opinion.routing`, with a share of votes for every one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.arrays import Flags, Floats
from parvis.analysis.opinion.results import Counts
from parvis.analysis.opinion.routing import draw, priorities

BEHIND = 0.75
"""A statement with fewer votes than this share of the mean comes before others, for whoever has not seen it.

The formula alone gives statements that few agree with, or that many pass, a small part of the votes: they
would be judged on too little. Those that are behind are drawn among themselves, by the same formula.
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Votes on each statement, (m,) by answer; `extremity`: distance from the centre of the map."""

    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]
    agree: NDArray[np.int64]
    extremity: Floats

    @property
    def votes(self) -> NDArray[np.int64]:
        return self.disagree + self.passed + self.agree


def next_of(seen: Seen, open_: Flags, seed: int) -> int | None:
    """The place of the next statement among those `open_` to somebody; None when nothing is left."""
    none = np.zeros(len(open_), np.bool_)
    counts = Counts(agree=seen.agree[None], disagree=seen.disagree[None], seen=seen.votes[None])
    weight = priorities(counts, seen.extremity, refused=none, meta=none)
    late = open_ & (seen.votes < BEHIND * seen.votes.mean())
    return draw(weight, late if late.any() else open_, seed)
