"""The result of each method, from the single votes that count, as figures that can be kept.

`lines`: one for each item that somebody voted on, best first: `item`, `rank` (equals share one), and what the
method says of it. `facts`: what it says of the whole. Numbers are those of `analysis.tally`, which says what
each one is; floats are rounded to six decimals. Single votes alone are counted: totals on paper or imported
are shown beside, never mixed in.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.analysis import tally
from parvis.ballots.gathered import folded, merged_in
from parvis.ballots.methods.grade import GRADES
from parvis.ballots.models import ItemCost
from parvis.ballots.totals import counted
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.enums import State
from parvis.contributions.queries import borne_on

Figures = dict[str, Any]
Column = Sequence[Any] | NDArray
CHUNK = 50_000


def figures_of(ballot: PhaseAction) -> Figures:
    """What the votes of a ballot say; empty when nobody voted, or when tallies by item say it all."""
    counter = COUNTERS.get(ballot.ballot_method)
    if counter is None:
        return {}
    merged = merged_in(ballot)
    ids = list(borne_on(ballot).order_by("pk").values_list("pk", flat=True))
    ids = [pk for pk in ids if pk not in merged]
    rows = folded(_rows(ballot), merged)
    return counter(ballot, ids, rows) if ids and len(rows) else {}


def _rows(ballot: PhaseAction) -> NDArray[np.int64]:
    """(votes, 4) voter, item, choice, other item (0 for none), of items that are shown, oldest first."""
    votes = counted(ballot).filter(contribution__state=State.PUBLISHED)
    fields = votes.values_list("voter_id", "contribution_id", "choice", "other_id").order_by("pk")
    found = [(*row[:3], row[3] or 0) for row in fields.iterator(chunk_size=CHUNK)]
    return np.array(found or np.empty((0, 4)), np.int64)


def _cast(ids: Sequence[int], rows: NDArray[np.int64]) -> tally.Votes:
    kept = rows[np.isin(rows[:, 1], ids)]
    return tally.votes(kept[:, 0], np.searchsorted(ids, kept[:, 1]), kept[:, 2], items=len(ids))


def _lines(ids: Sequence[int], rank: Column, voted: Column, /, **columns: Column) -> list[Figures]:
    """Best first, those without anybody left out."""
    order = sorted((int(rank[at]), pk, at) for at, pk in enumerate(ids) if voted[at])
    return [
        {"item": pk, "rank": place, **{name: _plain(column[at]) for name, column in columns.items()}}
        for place, pk, at in order
    ]


def _plain(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, np.ndarray):
        return [_plain(each) for each in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    return round(float(value), 6) if isinstance(value, (float, np.floating)) else int(value)


def _approval(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    found = tally.approval(_cast(ids, rows), limit=ballot.ballot_limit)
    lines = _lines(ids, found.rank, found.people, people=found.people, share=found.share)
    return {"lines": lines, "facts": {"voters": found.voters}}


def _points(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    found = tally.points(_cast(ids, rows), each=ballot.ballot_limit or 1)
    lines = _lines(ids, found.rank, found.people, total=found.total, people=found.people, mean=found.mean)
    return {"lines": lines, "facts": {"voters": found.voters, "unspent": found.unspent}}


def _grade(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    found = tally.grades(_cast(ids, rows), scale=(ballot.ballot_scale or 1) + 1)
    lines = _lines(
        ids,
        found.rank,
        found.people,
        mean=found.mean,
        median=found.median,
        people=found.people,
        spread=found.distribution,
    )
    return {"lines": lines, "facts": {"voters": found.voters}}


def _judgment(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    found = tally.majority_judgment(_cast(ids, rows), scale=len(GRADES))
    lines = _lines(
        ids,
        found.rank,
        found.people,
        grade=found.grade,
        better=found.better,
        worse=found.worse,
        people=found.people,
        spread=found.distribution,
    )
    return {"lines": lines, "facts": {"voters": found.voters}}


def _ranking(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    """The order shown is Schulze's; the two others stand beside it."""
    cast = _cast(ids, rows)
    by_points, by_duels, by_rounds = tally.borda(cast), tally.schulze(cast), tally.instant_runoff(cast)
    people = np.bincount(cast.item, minlength=len(ids))
    first = np.bincount(cast.item[cast.value == 1], minlength=len(ids))
    orders = {"borda": by_points.rank, "schulze": by_duels.rank, "runoff": by_rounds.rank}
    lines = _lines(ids, by_duels.rank, people, people=people, first=first, mean=by_points.mean, **orders)
    winners = {name: [ids[at] for at in np.flatnonzero(rank == 1)] for name, rank in orders.items()}
    facts = {
        "voters": cast.voters,
        "winners": winners,
        "agree": len({tuple(each) for each in winners.values()}) == 1,
        "condorcet": None if by_duels.condorcet is None else ids[by_duels.condorcet],
        "tied": by_rounds.tied,
        "rounds": len(by_rounds.rounds),
    }
    return {"lines": lines, "facts": facts}


def _budget(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    """Projects with a cost; what is funded by number of votes, and by equal shares."""
    costs = dict(ItemCost.objects.filter(ballot=ballot).values_list("contribution_id", "amount"))
    priced = {pk: costs[pk] for pk in ids if pk in costs}
    return count_budget(ballot.ballot_limit or 0, priced, rows) if priced else {}


def count_budget(total: int, costs: Mapping[int, int], rows: NDArray[np.int64]) -> Figures:
    """The same, whatever has a cost; `costs` by item, in the order of their numbers."""
    priced, price = list(costs), list(costs.values())
    cast = _cast(priced, rows)
    greedy, shares = tally.greedy(cast, price, total), tally.equal_shares(cast, price, total)
    funded = {"greedy": greedy.funded, "shares": shares.funded}
    marks = {name: np.isin(np.arange(len(priced)), of) for name, of in funded.items()}
    rank = tally.rank_items(greedy.people.astype(float))
    lines = _lines(priced, rank, greedy.people, people=greedy.people, cost=price, **marks)
    facts = {
        "voters": cast.voters,
        "budget": total,
        "spent": {"greedy": greedy.spent, "shares": shares.spent},
        "agree": set(greedy.funded) == set(shares.funded),
        "tied": bool(greedy.ties or shares.ties),
    }
    return {"lines": lines, "facts": facts}


def _pairs(ballot: PhaseAction, ids: list[int], rows: NDArray[np.int64]) -> Figures:
    kept = rows[np.isin(rows[:, 1], ids) & np.isin(rows[:, 3], ids)]
    won = kept[kept[:, 2] == 1]
    winner, loser = (np.searchsorted(ids, won[:, column]) for column in (1, 3))
    found = tally.bradley_terry(winner, loser, items=len(ids))
    lines = _lines(ids, found.rank, found.won + found.lost, score=found.score, won=found.won, lost=found.lost)
    facts = {
        "voters": len(np.unique(kept[:, 0])),
        "answers": len(won),
        "ties": len(kept) - len(won),
        "disconnected": bool(found.notes),
    }
    return {"lines": lines, "facts": facts}


COUNTERS: dict[str, Callable[[PhaseAction, list[int], NDArray[np.int64]], Figures]] = {
    BallotMethod.APPROVAL: _approval,
    BallotMethod.POINTS: _points,
    BallotMethod.GRADE: _grade,
    BallotMethod.MAJORITY_JUDGMENT: _judgment,
    BallotMethod.RANKING: _ranking,
    BallotMethod.BUDGET: _budget,
    BallotMethod.PAIRS: _pairs,
}
