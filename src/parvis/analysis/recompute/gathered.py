"""What the rows of the archive say, counted in one reading of each file."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from parvis.analysis.recompute.held import Held, Row

SPLITS = ("by_phase", "by_origin", "by_level", "by_day")
ANY = ""
"""The place of a split that holds everything."""
LEAF_KINDS = (b'"kind":"contribution.', b'"kind":"moderation.')


@dataclass(slots=True)
class Acts:
    """What was done under one heading; people are pseudonyms of those who wrote."""

    contributions: int = 0
    arguments: int = 0
    people: set[str] = field(default_factory=set)
    signed: int = 0
    """Contributions of organisations: nobody knows who of them acts elsewhere too."""


@dataclass(slots=True)
class Gathered:
    """`shown`: numbers of the published contributions. `by`: acts by (split, code)."""

    shown: set[int] = field(default_factory=set)
    by: dict[tuple[str, str], Acts] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    contributors: set[str] = field(default_factory=set)
    arguers: set[str] = field(default_factory=set)
    heard: set[int] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)
    guests: int = 0
    organisations: int = 0
    answered: int = 0
    supports: int = 0
    imported_supports: int = 0
    private: int = 0
    merged: set[int] = field(default_factory=set)
    """Texts for which another stands."""

    def at(self, split: str, code: object) -> Acts:
        """What was counted of one value of a split; made empty where there was nothing."""
        return self.by.setdefault((split, str(code)), Acts())

    @property
    def whole(self) -> Acts:
        """What was counted of the whole consultation."""
        return self.at(ANY, ANY)


def gather(held: Held, *, passages: frozenset[int], zone: ZoneInfo, space: str) -> Gathered:
    """Raises Unreadable."""
    found = Gathered()
    for row in held.payloads("contributions"):
        _contribution(found, row, passages, zone)
    for row in held.payloads("arguments"):
        found.heard.add(row["id"])
        is_counted = row.get("kind", "argument") == "argument"
        if is_counted and row["author"]:
            found.arguers.add(row["author"])
        for acts in _places(found, row, zone):
            acts.arguments += is_counted
            _seen(acts, row["author"])
    answers = {row["contribution"] for row in held.payloads("answers")}
    found.answered = len(answers & found.shown)
    _tables(found, held)
    private = private_states(held, space)
    found.private = private["private"]
    found.states.update(hidden=private["hidden"], withdrawn=private["withdrawn"])
    return found


def _contribution(found: Gathered, row: Row, passages: frozenset[int], zone: ZoneInfo) -> None:
    found.shown.add(row["id"])
    is_signed = "organisation" in row
    found.guests += bool(row.get("guest"))
    found.organisations += is_signed
    if row["kind"] in passages:
        return
    found.kinds[str(row["kind"])] += 1
    if row["theme"] is not None:
        found.themes[str(row["theme"])] += 1
    author = None if is_signed else row["author"]
    if author:
        found.contributors.add(author)
    for acts in _places(found, row, zone):
        acts.contributions += 1
        acts.signed += is_signed
        _seen(acts, author)


def _places(found: Gathered, row: Row, zone: ZoneInfo) -> Iterator[Acts]:
    """Where an act is counted: in all, and under one heading of each split."""
    yield found.whole
    codes = (row["phase"], row["channel"], row["level"], day_of(row["at"], zone))
    for split, code in zip(SPLITS, codes, strict=True):
        if code is not None:
            yield found.at(split, code)


def _seen(acts: Acts, author: str | None) -> None:
    if author:
        acts.people.add(author)


def day_of(seconds: int, zone: ZoneInfo) -> str:
    """The day there (YYYY-MM-DD) of a moment in seconds since 1970."""
    return datetime.fromtimestamp(seconds, zone).date().isoformat()


def _tables(found: Gathered, held: Held) -> None:
    """What rows do not say: texts that are no longer public, and supports."""
    for row in held.table("contributions.csv"):
        found.states[row["state"]] += 1
        if row["merged_into"]:
            found.merged.add(int(row["id"]))
    for row in held.table("arguments.csv"):
        if row["state"] == row["contribution_state"] == "published":
            found.imported_supports += int(row["imported_supports"])
        if int(row["id"]) in found.heard:
            found.supports += int(row["supports"])


def private_states(held: Held, space: str) -> Counter[str]:
    """Texts for the organiser alone, by what became of them, as the log says: none has a row."""
    mark = f'"space":"{space}"'.encode()
    state: dict[int, str] = {}
    for line in held.lines("ledger/leaves.jsonl"):
        if mark not in line or not any(kind in line for kind in LEAF_KINDS):
            continue
        leaf = json.loads(line)
        kind, ref, seq = leaf["kind"], leaf["ref"], leaf["seq"]
        if leaf["pub"].get("private") and kind in {"contribution.accepted", "contribution.revised"}:
            state[seq] = state.pop(ref, "private") if kind == "contribution.revised" else "private"
        elif ref in state and kind in ENDS:
            state[ref] = ENDS[kind]
    return Counter(state.values())


ENDS = {
    "contribution.withdrawn": "withdrawn",
    "moderation.hide": "hidden",
    "moderation.restore": "private",
}
