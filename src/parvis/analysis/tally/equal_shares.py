"""Participatory budgeting by the method of equal shares: each voter holds an equal part of the money."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.budget import check, fill, preference
from parvis.analysis.tally.votes import Votes, people_by_item

Utility: TypeAlias = Literal["cost", "item"]
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class EqualShares:
    """What is funded, how, and by whose money."""

    funded: tuple[int, ...]
    """By equal shares in the order of purchase, then by completion."""
    completed: tuple[int, ...]
    """Those of `funded` added at the end by number of votes, with the money that equal shares left."""
    payment: NDArray[np.float64]
    """(m,) the most that one supporter paid for it; 0 where equal shares did not buy it."""
    share: float
    """Money that each voter held in the run that is kept."""
    rounds: int
    """How many times every share was raised."""
    spent: int
    left: int
    people: NDArray[np.int64]
    """(m,) votes of each item."""
    ties: tuple[tuple[int, ...], ...] = field(default=())
    """Purchases where several items were as good, with the same votes and cost: the first listed won."""


@dataclass(frozen=True, slots=True)
class _Market:
    supporters: tuple[NDArray[np.int64], ...]
    """By item, rows of `weight`."""
    weight: NDArray[np.float64]
    """(ballots,) how many voters cast each different ballot."""
    price: NDArray[np.int64]
    people: NDArray[np.int64]
    worth: NDArray[np.float64]
    """(m,) what one supporter gains from it."""
    priority: NDArray[np.int64]
    """(m,) rank in case of equality."""


@dataclass(frozen=True, slots=True)
class _Purchases:
    items: tuple[int, ...]
    payment: NDArray[np.float64]
    ties: tuple[tuple[int, ...], ...]


def equal_shares(
    cast: Votes,
    costs: Numbers,
    budget: int,
    *,
    utility: Utility = "cost",
    complete: bool = True,
    step: float | None = None,
    most_rounds: int = 1000,
) -> EqualShares:
    """Give each voter budget / voters, and buy the items whose supporters can pay at the least price each.

    At each turn the item bought is the one whose supporters, sharing its cost as equally as their purses
    allow, pay least for each unit of `utility`. Equal items: the most voted, then the cheaper, then the first
    listed. Completion: every purse is raised by `step` and all is run again, as long as the whole stays
    within the budget and something could still fit; then what remains goes by number of votes.

    Parameters
    ----------
    cast, costs, budget
        As for `budget.greedy`.
    utility
        `cost`: an item is worth its cost to each supporter; `item`: each item is worth one.
    complete
        Whether to spend what equal shares leave.
    step
        Money added to each purse between runs; one hundredth of the first share when left out.
    most_rounds
        Raises at most: an item that few support may never be affordable.

    Raises
    ------
    AnalysisError
        `unknown_utility`, `out_of_range` for a step that is not above 0; otherwise as `budget.greedy`.

    Notes
    -----
    Money is counted in floating point, and differences below one part in 10^9 count as equality.

    References
    ----------
    Peters, D. and Skowron, P. (2020). Proportionality and the limits of welfarism. EC 2020.
    Peters, D., Pierczynski, G. and Skowron, P. (2021). Proportional participatory budgeting with additive
    utilities. NeurIPS 2021.
    Faliszewski, P. et al. (2023). Participatory budgeting: data, tools, and analysis. IJCAI
    2023 (completion).
    """
    price, budget = check(cast, costs, budget)
    market = _market(cast, price, utility)
    share = budget / max(cast.voters, 1)
    raise_by = _step(step, share)
    limit = count(most_rounds, "most_rounds") if complete and raise_by else 0
    bought, share, rounds = _raised(market, budget, share, raise_by, limit)
    funded = fill(market.people, price, budget, bought.items) if complete else bought.items
    spent = int(price[list(funded)].sum())
    return EqualShares(
        funded,
        funded[len(bought.items) :],
        bought.payment,
        share,
        rounds,
        spent,
        budget - spent,
        market.people,
        bought.ties,
    )


def _step(step: float | None, share: float) -> float:
    if step is None:
        return share / 100
    if not 0 < step < np.inf:
        raise AnalysisError("out_of_range", "step: an amount above 0 is expected", name="step", value=step)
    return float(step)


def _market(cast: Votes, price: NDArray[np.int64], utility: Utility) -> _Market:
    if utility not in ("cost", "item"):
        raise AnalysisError(
            "unknown_utility", f"utility {utility!r}: cost or item is expected", value=utility
        )
    people = people_by_item(cast)
    ballot, first, weight = _alike(cast)
    rows = np.flatnonzero(np.isin(cast.voter, first, kind="table")) if len(first) else first
    rows = rows[np.argsort(cast.item[rows], kind="stable")]
    ends = np.searchsorted(cast.item[rows], np.arange(1, cast.items))
    supporters = tuple(np.split(ballot[cast.voter[rows]], ends))
    worth = price.astype(np.float64) if utility == "cost" else np.ones(len(price))
    priority = np.empty(len(price), np.int64)
    priority[preference(people, price)] = np.arange(len(price))
    return _Market(supporters, weight, price, people, worth, priority)


def _alike(cast: Votes) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Of each voter with a choice, the number of their ballot; of each ballot, its first voter and how many.

    Ballots are told apart by two sums of 64 random bits an item: a chance below 10^-26 of confusing two.
    """
    start = np.flatnonzero(np.diff(cast.voter, prepend=-1))
    if not start.size:
        return start, start, np.zeros(0)
    marks = np.random.default_rng(0).integers(0, 2**64, size=(2, cast.items), dtype=np.uint64)
    one, other = (
        np.unique(np.add.reduceat(mark[cast.item], start), return_inverse=True)[1] for mark in marks
    )
    _, first, ballot, weight = np.unique(
        one * len(start) + other, return_index=True, return_inverse=True, return_counts=True
    )
    return ballot, first, weight.astype(np.float64)


def _raised(
    market: _Market, budget: int, share: float, step: float, limit: int
) -> tuple[_Purchases, float, int]:
    kept = _buy(market, share)
    for rounds in range(limit):
        if not _something_fits(market, budget, kept):
            return kept, share + rounds * step, rounds
        bought = _buy(market, share + (rounds + 1) * step)
        if int(market.price[list(bought.items)].sum()) > budget:
            return kept, share + rounds * step, rounds
        kept = bought
    return kept, share + limit * step, limit


def _something_fits(market: _Market, budget: int, bought: _Purchases) -> bool:
    left = budget - int(market.price[list(bought.items)].sum())
    wanted = market.people > 0
    wanted[list(bought.items)] = False
    return bool((market.price[wanted] <= left).any())


def _buy(market: _Market, share: float) -> _Purchases:
    """One run: purses are drawn down until nothing is affordable.

    The price of an item for its supporters only rises as purses empty: those known to cost more than the
    best of the turn are not looked at again.
    """
    purse = np.full(len(market.weight), share)
    known = np.where(market.people > 0, market.price / np.maximum(market.people, 1) / market.worth, np.inf)
    items: list[int] = []
    ties: list[tuple[int, ...]] = []
    payment = np.zeros(len(market.price))
    while (best := _cheapest(market, purse, known)).size:
        first = int(best[market.priority[best].argmin()])
        payment[first] = known[first] * market.worth[first]
        _pay(purse, market.supporters[first], payment[first])
        known[first] = np.inf
        items.append(first)
        ties.extend(_undecided(market, best, first))
    return _Purchases(tuple(items), payment, tuple(ties))


def _cheapest(market: _Market, purse: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.int64]:
    """Items whose price is the least, within the tolerance; brings `known` up to date on the way."""
    least = np.inf
    for item in np.argsort(known, kind="stable"):
        if known[item] > least * (1 + CLOSE) or np.isinf(known[item]):
            break
        known[item] = _each_pays(market, purse, int(item)) / market.worth[item]
        least = min(least, known[item])
    return np.flatnonzero(np.isfinite(known) & (known <= least * (1 + CLOSE)))


def _each_pays(market: _Market, purse: NDArray[np.float64], item: int) -> float:
    """The most that one supporter pays when all pay alike, or all they have; infinite when they cannot."""
    rows = market.supporters[item]
    money, weight = purse[rows], market.weight[rows]
    cost = float(market.price[item])
    if (money * weight).sum() < cost * (1 - CLOSE):
        return np.inf
    rich = np.ones(len(rows), np.bool_)
    while True:
        poor_money = (money[~rich] * weight[~rich]).sum()
        each = float((cost - poor_money) / weight[rich].sum())
        now = money >= each * (1 - CLOSE)
        if (now | ~rich).all() or not (now & rich).any():
            return each
        rich &= now


def _pay(purse: NDArray[np.float64], rows: NDArray[np.int64], each: float) -> None:
    purse[rows] = np.maximum(purse[rows] - each, 0.0)


def _undecided(market: _Market, best: NDArray[np.int64], first: int) -> list[tuple[int, ...]]:
    same = (market.people[best] == market.people[first]) & (market.price[best] == market.price[first])
    equals = best[same]
    return [tuple(int(item) for item in equals)] if len(equals) > 1 else []
