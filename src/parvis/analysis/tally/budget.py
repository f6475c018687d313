"""Participatory budgeting, greedy: the most voted item that still fits, and so on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import LARGEST, Numbers, count, same_length, whole
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.counts import FOR
from parvis.analysis.tally.votes import Votes, allowed, people_by_item


@dataclass(frozen=True, slots=True)
class Budget:
    """What is funded, in the order in which it was decided."""

    funded: tuple[int, ...]
    spent: int
    left: int
    people: NDArray[np.int64]
    """(m,) votes of each item."""
    ties: tuple[tuple[int, ...], ...]
    """Items of the same votes and cost, some funded and some not: only the order of the list parts them."""


def greedy(cast: Votes, costs: Numbers, budget: int) -> Budget:
    """Fund items by number of votes; one that no longer fits is passed over, and the next is looked at.

    Equal votes: the cheaper first, then the order of the list. Items without a vote are never funded.

    Parameters
    ----------
    cast
        Rows of 1, one for each item that a voter chooses.
    costs
        (m,) whole amounts from 1, in the unit of `budget`.
    budget
        The whole amount to spend.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is not 1; `unequal_lengths` when there is not one cost an item;
        otherwise as `checks.whole`.

    References
    ----------
    Rey, S. and Maly, J. (2023). The (computational) social choice take on indivisible participatory
    budgeting. arXiv 2303.00621, section 4.2 (greedy cost welfare).
    """
    price, budget = check(cast, costs, budget)
    people = people_by_item(cast)
    funded = fill(people, price, budget, ())
    spent = int(price[list(funded)].sum())
    return Budget(funded, spent, budget - spent, people, _undecided(funded, people, price))


def check(cast: Votes, costs: Numbers, budget: int) -> tuple[NDArray[np.int64], int]:
    """Costs (m,) and budget, fit to be compared. Raises AnalysisError as `greedy` says."""
    allowed(cast, FOR, FOR)
    price = whole(costs, "costs", low=1, high=2**53)
    same_length(items=np.empty(cast.items), costs=price)
    if float(price.sum(dtype=np.float64)) > LARGEST:
        raise AnalysisError("out_of_range", "costs: their sum is out of range", name="costs")
    return price, count(budget, "budget", high=2**53)


def preference(people: NDArray[np.int64], price: NDArray[np.int64]) -> NDArray[np.int64]:
    """(m,) items, the most voted first, then the cheaper, then as listed."""
    return np.lexsort((np.arange(len(price)), price, -people))


def fill(
    people: NDArray[np.int64], price: NDArray[np.int64], budget: int, funded: tuple[int, ...]
) -> tuple[int, ...]:
    """`funded`, and after it every item with a vote that fits what remains, in order of `preference`."""
    chosen = list(funded)
    left = budget - int(price[chosen].sum())
    for item in preference(people, price):
        if people[item] and item not in funded and price[item] <= left:
            chosen.append(int(item))
            left -= int(price[item])
    return tuple(chosen)


def _undecided(
    funded: tuple[int, ...], people: NDArray[np.int64], price: NDArray[np.int64]
) -> tuple[tuple[int, ...], ...]:
    alike: dict[tuple[int, int], list[int]] = {}
    for item in range(len(price)):
        if people[item]:
            alike.setdefault((int(people[item]), int(price[item])), []).append(item)
    return tuple(tuple(some) for some in alike.values() if 0 < len(set(some) & set(funded)) < len(some))
