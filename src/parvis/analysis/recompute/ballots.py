"""Totals of the ballots, counted again from single votes; and what these say of the figures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.analysis.recompute.held import Held
from parvis.analysis.recompute.told import Found, Part
from parvis.merkle.verifier.findings import Unreadable

Key = tuple[int, int, int, int]
Pair = tuple[int, int, int]
PAIRS = "pairs"
Plain = Mapping[str, Any]


@dataclass(slots=True)
class Votes:
    """Single votes that count. `by_item`: by ballot, item, choice and level; `chosen`: by ballot, then by
    item, other item (0 without) and choice."""

    by_item: Counter[Key] = field(default_factory=Counter)
    chosen: dict[int, Counter[Pair]] = field(default_factory=dict)
    aside: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Totals:
    """What ballots add to the figures: votes on texts that are public."""

    votes: int = 0
    imported: int = 0
    least_voters: int = 0
    """As many people voted on one item of one ballot: each votes once there."""
    without_level: int = 0
    by_phase: Counter[str] = field(default_factory=Counter)
    by_level: Counter[str] = field(default_factory=Counter)


def read_votes(held: Held) -> Votes:
    """In memory that grows with the items, and not with the votes."""
    found = Votes()
    for row in held.rows("rows/votes.jsonl"):
        vote = row.get("payload")
        if not isinstance(vote, dict):
            raise Unreadable("row_senseless", name="rows/votes.jsonl")
        if row.get("set_aside"):
            found.aside[vote["ballot"]] += 1
            continue
        found.by_item[vote["ballot"], vote["item"], vote["choice"], vote["level"]] += 1
        chosen = found.chosen.setdefault(vote["ballot"], Counter())
        chosen[vote["item"], vote.get("other", 0), vote["choice"]] += 1
    return found


def check_totals(found: Found, held: Held, votes: Votes, *, withheld: Mapping[int, str]) -> list[Plain]:
    """Each total of `tallies.json` against single votes; returns the totals."""
    totals: list[Plain] = held.value("tallies.json")
    if not isinstance(totals, list):
        raise Unreadable("tallies_senseless")
    parts: dict[int, Part] = {}
    seen: set[Key] = set()
    for row in totals:
        ballot = row["ballot"]
        if ballot not in parts:
            parts[ballot] = found.part("totals", ballot)
            parts[ballot].facts = {"method": row["method"], "withheld": withheld.get(ballot, "")}
        _check_total(parts[ballot], row, votes, withheld.get(ballot, ""))
        if row["level"] is not None:
            seen.add((ballot, row["item"], row["choice"], row["level"]))
    for key in sorted(votes.by_item.keys() - seen):
        if key[0] not in parts:
            parts[key[0]] = found.part("totals", key[0])
        parts[key[0]].equal(_name(*key[1:]), 0, votes.by_item[key])
    return totals


def _check_total(part: Part, row: Plain, votes: Votes, why: str) -> None:
    name = _name(row["item"], row["choice"], row["level"])
    if row["level"] is None:
        if row["count"]:
            part.unknown(name, row["count"], why=f"votes_{why}" if why else "votes_together")
        if row["imported"]:
            part.unknown(f"{name}/imported", row["imported"], why="votes_imported")
        return
    key = (row["ballot"], row["item"], row["choice"], row["level"])
    part.equal(name, row["count"], votes.by_item[key])


def _name(item: int, choice: int, level: int | None) -> str:
    return f"{item}/{choice}/{'-' if level is None else level}"


def totals_of(
    totals: list[Plain],
    votes: Votes,
    *,
    shown: set[int],
    phases: Mapping[int, str],
    withheld: Mapping[int, str],
) -> Totals:
    """Single votes where they are published, and totals for the rest."""
    found, by_item = Totals(), Counter[tuple[int, int]]()
    for (ballot, item, _choice, level), n in votes.by_item.items():
        if item in shown:
            found.by_level[str(level)] += n
            by_item[ballot, item] += n
    pairs = {row["ballot"] for row in totals if row["method"] == PAIRS}
    for row in totals:
        if row["item"] not in shown:
            continue
        found.imported += row["imported"]
        if row["level"] is None or row["ballot"] in withheld:
            found.without_level += row["count"]
            by_item[row["ballot"], row["item"]] += row["count"]
    for (ballot, _item), n in by_item.items():
        found.votes += n
        found.by_phase[phases.get(ballot, "")] += n
    found.least_voters = max((n for (ballot, _), n in by_item.items() if ballot not in pairs), default=0)
    return found
