"""The ballot of pairs: one of two items is preferred; Bradley-Terry says how often each would win."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import scipy  # each of its parts is read when it is first used: pages count no duel
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count, number, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.votes import rank_items

MOST_ITEMS = 1_000_000
PEERS = 1 << 22
TOLERANCE = 1e-10
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Strengths:
    """What duels between pairs tell of each item."""

    strength: NDArray[np.float64]
    """(m,) logarithm, 0 on average. The chance that i beats j is 1 / (1 + exp(s[j] - s[i]))."""
    score: NDArray[np.float64]
    """(m,) mean chance of beating another item, 0 to 1; 0.5 for a lone item."""
    won: NDArray[np.int64]
    """(m,)"""
    lost: NDArray[np.int64]
    """(m,)"""
    group: NDArray[np.int64]
    """(m,) items of one group are linked by chains of wins both ways; `prior` parts groups."""
    rank: NDArray[np.int64]
    """(m,) by strength, equal to eight decimals."""
    steps: int
    prior: float
    notes: tuple[str, ...] = field(default=())
    """disconnected_pairs: some items were never compared, even through others."""


@dataclass(frozen=True, slots=True)
class _Duels:
    wins: NDArray[np.float64]
    """(m,) duels won, those of the prior included."""
    low: NDArray[np.int64]
    """(pairs,) each pair that met, once."""
    high: NDArray[np.int64]
    times: NDArray[np.int64]
    """(pairs,) how many times they met."""
    prior: float


def bradley_terry(winner: Numbers, loser: Numbers, *, items: int, prior: float = 1.0) -> Strengths:
    """Strengths that make the observed duels most likely.

    Each item also plays `prior` duels won and `prior` lost against an imaginary item of strength 0, so that
    an item that won its only duel is not infinitely strong, and items never compared have a common scale.
    The likelihood is concave: Newton's method climbs it, each step halved until it climbs.

    Parameters
    ----------
    winner, loser
        (duels,) positions of items, 0..items-1.
    items
        Number of items, those never compared included.
    prior
        0 or more. With 0, the maximum likelihood, which exists only when all items are in one `group`.

    Raises
    ------
    AnalysisError
        `self_duel` when an item meets itself; `disconnected_pairs` with a prior of 0 and several groups;
        `not_converged`; otherwise as `checks.whole`.

    References
    ----------
    Bradley, R. A. and Terry, M. E. (1952). Rank analysis of incomplete block designs. Biometrika 39.
    Ford, L. R. (1957). Solution of a ranking problem from binary comparisons. Am. Math. Monthly 64 (groups).
    Hunter, D. R. (2004). MM algorithms for generalized Bradley-Terry models. Annals of Statistics 32.
    """
    items = count(items, "items", low=1, high=MOST_ITEMS)
    best, other = _checked(winner, loser, items)
    prior = number(prior, "prior", low=0, high=1e6)
    group = _groups(best, other, items, "strong")
    if not prior and group.any():
        raise AnalysisError("disconnected_pairs", "pairs do not link all items both ways: a prior is needed")
    won, lost = (np.bincount(side, minlength=items).astype(np.int64) for side in (best, other))
    strength, steps = _climb(_duels(best, other, items, prior))
    rank = rank_items(np.round(strength, 8) + 0.0)
    notes = ("disconnected_pairs",) if _groups(best, other, items, "weak").any() else ()
    return Strengths(strength, _scores(strength), won, lost, group, rank, steps, prior, notes)


def _checked(winner: Numbers, loser: Numbers, items: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    best = whole(winner, "winner", low=0, high=items - 1)
    other = whole(loser, "loser", low=0, high=items - 1)
    same_length(winner=best, loser=other)
    if (same := np.flatnonzero(best == other)).size:
        raise AnalysisError("self_duel", f"item {best[same[0]]} meets itself", item=int(best[same[0]]))
    return best, other


def _groups(
    best: NDArray[np.int64], other: NDArray[np.int64], items: int, connection: Literal["weak", "strong"]
) -> NDArray[np.int64]:
    """(m,) numbered from 0 in order of first appearance."""
    edges = scipy.sparse.coo_array((np.ones(len(best)), (best, other)), shape=(items, items))
    labels = scipy.sparse.csgraph.connected_components(edges.tocsr(), directed=True, connection=connection)[1]
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def _duels(best: NDArray[np.int64], other: NDArray[np.int64], items: int, prior: float) -> _Duels:
    wins = np.bincount(best, minlength=items) + np.float64(prior)
    pair, times = np.unique(np.minimum(best, other) * items + np.maximum(best, other), return_counts=True)
    return _Duels(wins, pair // items, pair % items, times, prior)


def _climb(duels: _Duels) -> tuple[NDArray[np.float64], int]:
    strength = np.zeros(len(duels.wins))
    for step in range(1, MOST_STEPS + 1):
        gradient = duels.wins - _expected(duels, strength)
        move, _ = scipy.sparse.linalg.cg(
            _curvature(duels, strength), gradient, rtol=1e-12, atol=1e-13, maxiter=10_000
        )
        if np.abs(move).max() <= TOLERANCE:
            return strength - strength.mean(), step
        strength = strength + _uphill(duels, strength, move)
    raise AnalysisError("not_converged", f"no convergence in {MOST_STEPS} steps", limit=MOST_STEPS)


def _uphill(duels: _Duels, strength: NDArray[np.float64], move: NDArray[np.float64]) -> NDArray[np.float64]:
    floor = _likelihood(duels, strength)
    slack = 1e-12 * abs(floor)
    while np.abs(move).max() > TOLERANCE and _likelihood(duels, strength + move) < floor - slack:
        move = move / 2
    return move


def _likelihood(duels: _Duels, strength: NDArray[np.float64]) -> float:
    """Logarithm of the likelihood, duels of the prior included."""
    real = (duels.times * np.logaddexp(strength[duels.low], strength[duels.high])).sum()
    imaginary = 2 * duels.prior * np.logaddexp(strength, 0).sum()
    return float(duels.wins @ strength - real - imaginary)


def _expected(duels: _Duels, strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """(m,) duels that each would win."""
    wins = duels.times * scipy.special.expit(strength[duels.low] - strength[duels.high])
    items = len(strength)
    real = np.bincount(duels.low, wins, items) + np.bincount(duels.high, duels.times - wins, items)
    return real + 2 * duels.prior * scipy.special.expit(strength)


def _curvature(duels: _Duels, strength: NDArray[np.float64]) -> "scipy.sparse.csr_array":
    """(m, m) how fast the expected wins change with each strength: the Laplacian of the pairs that met."""
    items = len(strength)
    gap = strength[duels.low] - strength[duels.high]
    weight = duels.times * scipy.special.expit(gap) * scipy.special.expit(-gap)
    met = np.bincount(duels.low, weight, items) + np.bincount(duels.high, weight, items)
    own = met + 2 * duels.prior * scipy.special.expit(strength) * scipy.special.expit(-strength)
    every = np.arange(items)
    rows = np.concatenate([every, duels.low, duels.high])
    columns = np.concatenate([every, duels.high, duels.low])
    return scipy.sparse.csr_array(
        (np.concatenate([own, -weight, -weight]), (rows, columns)), shape=(items, items)
    )


def _scores(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean chance of beating another item, in blocks that bound the memory."""
    items = len(strength)
    if items == 1:
        return np.full(1, 0.5)
    score = np.empty(items)
    block = max(1, PEERS // items)
    for start in range(0, items, block):
        rows = strength[start : start + block, None]
        score[start : start + block] = scipy.special.expit(rows - strength[None, :]).sum(axis=1) - 0.5
    return score / (items - 1)
