"""Seeded crowds that vote: three groups, few very active people, statements unequally seen."""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.votes import Votes

SHARES = (0.5, 0.3, 0.2)


def crowd(n: int, m: int, votes_each: float, seed: int) -> tuple[Votes, NDArray[np.int64]]:
    """Votes of `n` participants on `m` statements, `votes_each` on average, and the group of each.

    Two statements in five divide the groups; the number of votes is log-normal, popularity gamma.
    """
    random = np.random.default_rng(seed)
    truth = random.choice(len(SHARES), n, p=SHARES)
    force = np.where(random.random(m) < 0.4, 1.6, 0.25)
    leaning = random.normal(0.4, 1.2, m) + force * random.normal(0, 1, (len(SHARES), m))
    rows, cols = _cells(n, m, votes_each, random)
    passes = random.random(len(rows)) < random.beta(2, 10, m)[cols]
    agrees = random.random(len(rows)) < 1 / (1 + np.exp(-leaning[truth[rows], cols]))
    return Votes.of(rows, cols, np.where(passes, 0, np.where(agrees, 1, -1)), (n, m)), truth


def _cells(
    n: int, m: int, votes_each: float, random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Who sees what; a participant who would see the same statement twice sees it once."""
    activity = random.lognormal(0, 1, n)
    counts = np.maximum(1, np.round(activity * votes_each / activity.mean())).astype(np.int64)
    rows = np.repeat(np.arange(n), np.minimum(counts, m))
    popularity = np.cumsum(random.gamma(2, 1, m))
    return rows, np.searchsorted(popularity / popularity[-1], random.random(len(rows)))
