"""The result of each method, counted again from single votes.

The archive never says which votes are of one person: what needs it (how many people voted, rankings taken
whole, equal shares) cannot be counted again from it, and is told as such.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.analysis import tally
from parvis.analysis.recompute.ballots import Pair, Votes
from parvis.analysis.recompute.held import Held
from parvis.analysis.recompute.told import Found, Part

Plain = Mapping[str, Any]
Columns = dict[str, Sequence[Any] | NDArray]
DECIMALS = 6
NOT_FOUND = object()
OF_ONE_PERSON = "votes_of_one_person"


@dataclass(frozen=True, slots=True)
class Cast:
    """Single votes, each as if somebody else had cast it: nothing says who gave several."""

    ids: list[int]
    item: NDArray[np.int64]
    other: NDArray[np.int64]
    choice: NDArray[np.int64]

    @property
    def votes(self) -> tally.Votes:
        """As the tallies of the engine take them: each vote as that of another person."""
        return tally.votes(np.arange(len(self.item)), self.item, self.choice, items=len(self.ids))


def check_outcomes(
    found: Found, held: Held, votes: Votes, *, told: Plain, shown: set[int], why: Mapping[int, str]
) -> None:
    """Each published result of the ballots of `told`; `why`: where single votes are not all there."""
    lines: dict[int, dict[int, Plain]] = {}
    facts: dict[int, Plain] = {}
    for row in held.rows("outcomes.jsonl"):
        if "line" in row:
            lines.setdefault(row["ballot"], {})[row["line"]["item"]] = row["line"]
        else:
            facts[row["ballot"]] = row["facts"]
    for ballot in told["ballots"]:
        number = ballot["ballot"]
        if number in facts:
            part = found.part("outcome", number)
            part.facts = {"method": ballot["method"]}
            chosen = votes.chosen.get(number, Counter())
            _Checked(part, ballot, chosen, why.get(number, "")).check(lines.get(number, {}), facts[number])
            for item in sorted({key[0] for key in chosen} & shown - lines.get(number, {}).keys()):
                part.unknown(f"{item}/votes", None, why="item_left_out")


class _Checked:
    """One ballot: its lines, one an item, then what is said of the whole."""

    def __init__(self, part: Part, ballot: Plain, chosen: Counter[Pair], why: str) -> None:
        self.part, self.ballot, self.chosen, self.why = part, ballot, chosen, why

    def check(self, lines: Mapping[int, Plain], facts: Plain) -> None:
        columns, whole = self._found(lines)
        for item in sorted(lines.keys() | {item for column in columns.values() for item in column}):
            line = lines.get(item, {})
            for name in sorted((line.keys() | columns.keys()) - {"item"}):
                found = columns[name].get(item) if name in columns else NOT_FOUND
                self._figure(f"{item}/{name}", line.get(name), found)
        for name in sorted(facts):
            self._figure(name, facts[name], whole.get(name, NOT_FOUND))

    def _figure(self, name: str, published: Any, found: Any) -> None:
        if found is NOT_FOUND:
            self.part.unknown(name, published, why=self.why or OF_ONE_PERSON)
        else:
            self.part.equal(name, published, found)

    def _found(self, lines: Mapping[int, Plain]) -> tuple[dict[str, dict[int, Any]], dict[str, Any]]:
        """Columns by item, and facts, of those that single votes give; nothing where some are missing."""
        counter = COUNTERS.get(self.ballot["method"])
        if counter is None or self.why or not self.chosen:
            return {}, {}
        costs = {int(item): amount for item, amount in self.ballot["costs"].items()}
        ids = sorted(lines.keys() | costs.keys())
        if not ids:
            return {}, {}
        cast = cast_of(ids, self.chosen, with_other=self.ballot["method"] == "pairs")
        columns, facts = counter(cast, self.ballot)
        voted = np.bincount(cast.item, minlength=len(ids)) + np.bincount(
            cast.other[cast.other >= 0], minlength=len(ids)
        )
        return (
            {
                name: {pk: plain(column[at]) for at, pk in enumerate(ids) if voted[at]}
                for name, column in columns.items()
            },
            {name: plain(value) for name, value in facts.items()},
        )


def cast_of(ids: list[int], chosen: Counter[Pair], *, with_other: bool) -> Cast:
    """Votes on these items, in the order of their numbers."""
    rows = np.array([(*key, n) for key, n in sorted(chosen.items())], np.int64).reshape(-1, 4)
    known = np.array(ids, np.int64)
    kept = rows[np.isin(rows[:, 0], known)]
    if with_other:
        kept = kept[np.isin(kept[:, 1], known)]
    times = kept[:, 3]
    item = np.repeat(np.searchsorted(known, kept[:, 0]), times)
    other = np.repeat(np.searchsorted(known, kept[:, 1]) if with_other else np.full(len(kept), -1), times)
    return Cast(ids, item.astype(np.int64), other.astype(np.int64), np.repeat(kept[:, 2], times))


def plain(value: Any) -> Any:
    """As JSON holds it, floats to six decimals: as `parvis.ballots.outcomes` publishes them."""
    if isinstance(value, (np.ndarray, list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (np.bool_, bool)):
        return bool(value)
    if isinstance(value, (float, np.floating)):
        return round(float(value), DECIMALS)
    return value if value is None or isinstance(value, (str, dict)) else int(value)


def _people(cast: Cast) -> NDArray[np.int64]:
    return np.bincount(cast.item, minlength=len(cast.ids)).astype(np.int64)


def _approval(cast: Cast, _ballot: Plain) -> tuple[Columns, Plain]:
    people = _people(cast)
    return {"people": people, "rank": tally.rank_items(people.astype(float))}, {}


def _points(cast: Cast, _ballot: Plain) -> tuple[Columns, Plain]:
    total = np.zeros(len(cast.ids), np.int64)
    np.add.at(total, cast.item, cast.choice)
    people = np.bincount(cast.item[cast.choice > 0], minlength=len(cast.ids)).astype(np.int64)
    return {"total": total, "people": people, "rank": tally.rank_items(total, people)}, {}


def _grade(cast: Cast, ballot: Plain) -> tuple[Columns, Plain]:
    found = tally.grades(cast.votes, scale=(ballot["scale"] or 1) + 1)
    return {
        "mean": found.mean,
        "median": found.median,
        "people": found.people,
        "spread": found.distribution,
        "rank": found.rank,
    }, {}


def _judgment(cast: Cast, ballot: Plain) -> tuple[Columns, Plain]:
    found = tally.majority_judgment(cast.votes, scale=ballot["scale"] + 1)
    return {
        "grade": found.grade,
        "better": found.better,
        "worse": found.worse,
        "people": found.people,
        "spread": found.distribution,
        "rank": found.rank,
    }, {}


def _ranking(cast: Cast, _ballot: Plain) -> tuple[Columns, Plain]:
    first = np.bincount(cast.item[cast.choice == 1], minlength=len(cast.ids))
    return {"people": _people(cast), "first": first}, {}


def _budget(cast: Cast, ballot: Plain) -> tuple[Columns, Plain]:
    """What the number of votes funds; equal shares need to know who chose several projects."""
    costs = {int(item): amount for item, amount in ballot["costs"].items()}
    prices = [costs.get(pk, 0) for pk in cast.ids]
    if not all(prices):
        return {}, {}
    found = tally.greedy(cast.votes, prices, ballot["limit"] or 0)
    funded = np.isin(np.arange(len(cast.ids)), found.funded)
    rank = tally.rank_items(found.people.astype(float))
    return {"people": found.people, "cost": prices, "greedy": funded, "rank": rank}, {
        "budget": ballot["limit"] or 0
    }


def _pairs(cast: Cast, _ballot: Plain) -> tuple[Columns, Plain]:
    won = cast.choice == 1
    found = tally.bradley_terry(cast.item[won], cast.other[won], items=len(cast.ids))
    facts = {"answers": int(won.sum()), "ties": int((~won).sum()), "disconnected": bool(found.notes)}
    return {"score": found.score, "won": found.won, "lost": found.lost, "rank": found.rank}, facts


COUNTERS: dict[str, Callable[[Cast, Plain], tuple[Columns, Plain]]] = {
    "approval": _approval,
    "points": _points,
    "grade": _grade,
    "majority_judgment": _judgment,
    "ranking": _ranking,
    "budget": _budget,
    "pairs": _pairs,
}
