"""Pools of nobody: people at random, and quotas around a panel that was picked first, so that one exists."""

from __future__ import annotations

import numpy as np

from parvis.analysis.sortition import Feature

VALUES = (2, 4, 5, 3, 6)


def made_up(
    people: int, size: int, *, seed: int, features: int = 3, homes: bool = False
) -> tuple[list[Feature], list[int] | None]:
    """Features with quotas one person wide, and who lives with whom."""
    rng = np.random.default_rng(seed)
    counts = VALUES[:features]
    levels = np.stack([rng.choice(n, p=rng.dirichlet(np.full(n, 3)), size=people) for n in counts], axis=1)
    liking = np.prod([rng.uniform(0.4, 2, n)[levels[:, place]] for place, n in enumerate(counts)], axis=0)
    home = rng.integers(0, people, people) if homes else np.arange(people)
    asked = rng.choice(people, people, replace=False, p=liking / liking.sum())
    first = asked[np.sort(np.unique(home[asked], return_index=True)[1])][:size]
    made = []
    for place, n in enumerate(counts):
        here = np.bincount(levels[first, place], minlength=n)
        names = tuple(f"v{value}" for value in range(n))
        made.append(Feature(f"f{place}", names, levels[:, place], np.maximum(here - 1, 0), here + 1))
    return made, home.tolist() if homes else None
