"""Coarser and finer cuts of topics: Ward's hierarchy over their centres."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.text.results import Level, Topic

Merge = tuple[int, int, float]
"""Two nodes that become one, and what that costs. Leaves are 0..k-1, the node of merge i is k + i."""


def ward(centres: NDArray[np.floating], sizes: NDArray[np.integer]) -> list[Merge]:
    """Join groups two by two, each time those whose union costs least (Ward 1963).

    The cost is the growth of the sum of squared distances to centres: s t / (s + t) times the squared
    distance, for groups of s and t texts. The first of equals is joined first.

    Parameters
    ----------
    centres
        (k, d)
    sizes
        (k,) texts of each group.

    Returns
    -------
    list
        k - 1 merges, in order.
    """
    nodes = {
        i: (np.asarray(centre, np.float64), float(max(size, 1)))
        for i, (centre, size) in enumerate(zip(centres, sizes, strict=True))
    }
    merges: list[Merge] = []
    while len(nodes) > 1:
        left, right, cost = _cheapest(nodes)
        (a, s), (b, t) = nodes.pop(left), nodes.pop(right)
        nodes[len(centres) + len(merges)] = ((s * a + t * b) / (s + t), s + t)
        merges.append((left, right, cost))
    return merges


def _cheapest(nodes: dict[int, tuple[NDArray[np.float64], float]]) -> Merge:
    names = list(nodes)
    places = np.stack([nodes[name][0] for name in names])
    weights = np.array([nodes[name][1] for name in names])
    squares = (places**2).sum(axis=1)
    gaps = np.maximum(squares[:, None] + squares - 2 * places @ places.T, 0)
    costs = gaps * (weights[:, None] * weights) / (weights[:, None] + weights)
    costs[np.tril_indices(len(names))] = np.inf
    left, right = np.unravel_index(int(np.round(costs, 12).argmin()), costs.shape)
    return names[left], names[right], float(costs[left, right])


def cut(merges: Sequence[Merge], leaves: int, groups: int) -> list[tuple[int, ...]]:
    """Leaves held together once only `groups` are left; groups in the order of their first leaf."""
    held: dict[int, tuple[int, ...]] = {leaf: (leaf,) for leaf in range(leaves)}
    for step, (left, right, _) in enumerate(merges[: max(leaves - groups, 0)]):
        held[leaves + step] = tuple(sorted(held.pop(left) + held.pop(right)))
    return sorted(held.values())


def coarse_number(topics: int) -> int:
    """Groups of the coarse cut: the square root of the number of topics, rounded; all of them below four."""
    return round(topics**0.5) if topics >= 4 else topics


def levels(topics: Sequence[Topic], centres: NDArray[np.floating]) -> tuple[Level, ...]:
    """The coarse cut (topics joined by Ward), the medium one (topics) and the fine one (subtopics).

    Parameters
    ----------
    topics
        k topics, then their subtopics.
    centres
        (k, d) of topics.
    """
    main = [topic for topic in topics if topic.parent is None]
    merges = ward(centres, np.array([topic.size for topic in main]))
    coarse = cut(merges, len(main), coarse_number(len(main)))
    return (
        Level("coarse", tuple(coarse)),
        Level("medium", tuple((topic.id,) for topic in main)),
        Level("fine", tuple((topic.id,) for topic in topics if topic.parent is not None)),
    )
