"""Groups of a conversation under way: each update starts from the one before, and groups do not flicker."""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from threadpoolctl import threadpool_limits

from parvis.analysis.opinion.arrays import Labels
from parvis.analysis.opinion.pipeline import Fit, Method, Warm, checked, described, fit
from parvis.analysis.opinion.projection import THRESHOLD
from parvis.analysis.opinion.results import Opinions
from parvis.analysis.opinion.votes import Votes

PATIENCE = 4

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Live:
    """A conversation at one moment. Never modified: `update` gives the next one."""

    opinions: Opinions
    """Without stability (NaN), which is for `analyse`."""
    before: Labels
    """(k,) group of the moment before that most of each group comes from, -1 for none: to keep its colour."""
    challenger: int
    """The other number of groups that won the last updates; `opinions.k` where none did."""
    wins: int
    """How many updates running it won."""
    fit: Fit
    method: Method

    @property
    def votes(self) -> Votes:
        """Every vote so far."""
        return self.fit.votes


def begin(
    votes: Votes,
    *,
    seed: int = 0,
    refused: ArrayLike | None = None,
    meta: ArrayLike | None = None,
    sparse: bool | None = None,
    threshold: int = THRESHOLD,
) -> Live:
    """The first moment of a conversation, as `analyse` finds it.

    Parameters
    ----------
    votes, seed, refused, meta, sparse, threshold
        As `analyse`.

    Raises
    ------
    AnalysisError
        As `analyse`.
    """
    method = checked(votes, seed=seed, refused=refused, meta=meta, sparse=sparse, threshold=threshold)
    with threadpool_limits(1):
        found = fit(votes, method)
        opinions = described(found, method, float("nan"))
    return Live(opinions, np.full(opinions.k, -1, np.int32), opinions.k, 0, found, method)


def update(
    live: Live,
    rows: ArrayLike,
    cols: ArrayLike,
    values: ArrayLike,
    *,
    refused: ArrayLike | None = None,
    meta: ArrayLike | None = None,
) -> Live:
    """The next moment, with more votes.

    Parameters
    ----------
    live
        The moment before.
    rows, cols, values
        (v,) new votes, which win over earlier ones of the same cell; they may name new participants and
        statements.
    refused, meta
        (m,) marks of statements; by default as before, and none on new statements.

    Returns
    -------
    Live
        The number of groups changes only once the same other one has the best silhouette 4 updates running.

    Raises
    ------
    AnalysisError
        As `Votes.append` and `analyse`.

    Notes
    -----
    Axes are searched from the former ones, and keep their signs; base clusters start from the former ones.
    """
    votes = live.votes.append(rows, cols, values)
    former, statements = live.method, votes.shape[1]
    method = checked(
        votes,
        seed=former.seed,
        refused=_longer(former.refused, statements) if refused is None else refused,
        meta=_longer(former.meta, statements) if meta is None else meta,
        sparse=former.sparse,
        threshold=former.threshold,
    )
    with threadpool_limits(1):
        return _next(live, votes, method)


def settle(k: int, challenger: int, wins: int, best: int) -> tuple[int, int, int]:
    """Whether to change the number of groups.

    Parameters
    ----------
    k, challenger, wins
        The number in use, the other one that won the last updates, and how many times running.
    best
        The number of the best silhouette now.

    Returns
    -------
    k, challenger, wins
        For this update. `best` takes over at its fourth win running.
    """
    if best == k:
        return k, k, 0
    wins = wins + 1 if best == challenger else 1
    return (best, best, 0) if wins >= PATIENCE else (k, best, wins)


def _next(live: Live, votes: Votes, method: Method) -> Live:
    warm = Warm(
        _longer(live.fit.space.axes, votes.shape[1]), live.fit.space.sparse, live.fit.grouping.base.centres
    )
    k = max(2, live.opinions.k)
    found = fit(votes, replace(method, groups=k), warm)
    settled, challenger, wins = settle(k, live.challenger, live.wins, found.grouping.best)
    if settled != k:
        found = fit(votes, replace(method, groups=settled), warm)
    opinions = described(found, method, float("nan"))
    return Live(opinions, _origins(live.opinions, opinions), challenger, wins, found, method)


def _origins(former: Opinions, opinions: Opinions) -> Labels:
    """(k,) former group that most of each group comes from."""
    now, then = opinions.group[: len(former.group)], former.group
    both = (now >= 0) & (then >= 0)
    shared = np.bincount(now[both] * former.k + then[both], minlength=opinions.k * former.k)
    table = shared.reshape(opinions.k, former.k)
    return np.where(table.any(axis=1), table.argmax(axis=1), -1).astype(np.int32)


def _longer(array: NDArray[Kind], statements: int) -> NDArray[Kind]:
    """The same, with zeros for new statements on its last axis."""
    width = [(0, 0)] * (array.ndim - 1) + [(0, statements - array.shape[-1])]
    return np.pad(array, width)
