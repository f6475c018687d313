"""Figures of the page of results, counted again from the rows of the archive."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from parvis.analysis.recompute.ballots import Totals
from parvis.analysis.recompute.gathered import ANY, SPLITS, Acts, Gathered
from parvis.analysis.recompute.told import Found, Part

Plain = Mapping[str, Any]
NO_CHANNEL, NO_TIME, SECRET, TOGETHER, SUPPORTS = (
    "votes_without_channel",
    "votes_without_time",
    "votes_without_name",
    "votes_without_level",
    "supports_without_name",
)


class Context:
    """What figures were published, and all that the archive says of them."""

    def __init__(self, told: Plain, gathered: Gathered, totals: Totals) -> None:
        self.figures: Plain = told["figures"]
        self.hides_votes = bool(told["hides_votes"])
        self.waiting = int(told["waiting_supports"])
        self.zone = ZoneInfo(told["time_zone"])
        self.gathered, self.totals = gathered, totals

    @property
    def unseen(self) -> int:
        """Acts of people whom the archive does not tell apart: at most as many people."""
        found = self.gathered
        return self.totals.votes + found.supports + self.waiting + found.organisations + found.private


def check_figures(found: Found, context: Context) -> None:
    """The figures of the page of results: the whole, then each of its splits, into parts of `found`."""
    _whole(found.part("figures"), context)
    for split in SPLITS:
        part = found.part(split)
        rows = {str(row["day" if split == "by_day" else "code"]): row for row in context.figures[split]}
        codes = {code for name, code in context.gathered.by if name == split}
        for code in sorted(rows.keys() | codes):
            _share(part, context, split, code, rows.get(code, NOTHING))
    for split, counted in (("by_kind", context.gathered.kinds), ("by_theme", context.gathered.themes)):
        part = found.part(split)
        told = {row["code"]: row["contributions"] for row in context.figures[split]}
        for code in sorted(told.keys() | counted.keys()):
            part.equal(code, told.get(code, 0), counted[code])


NOTHING = {"people": 0, "contributions": 0, "votes": 0, "arguments": 0, "supports": 0}


def _whole(part: Part, context: Context) -> None:
    told, found, totals = context.figures, context.gathered, context.totals
    acts = found.whole
    _people(part, context, "people", told["people"], len(acts.people))
    part.equal("contributions", told["contributions"], acts.contributions + found.private)
    _votes(part, context, "votes", told["votes"], totals.votes)
    part.equal("arguments", told["arguments"], acts.arguments)
    low, high = found.supports - context.waiting, found.supports + context.waiting
    part.between("supports", told["supports"], low, high, why="supports_waiting")
    wrote = len(found.contributors)
    signed = found.organisations + found.private
    part.between("contributors", told["contributors"], wrote, wrote + signed, why="organisations")
    if context.hides_votes:
        part.unknown("voters", told["voters"], why="votes_hidden")
    else:
        part.between("voters", told["voters"], totals.least_voters, totals.votes, why=SECRET)
    part.equal("arguers", told["arguers"], len(found.arguers))
    _votes(part, context, "imported_votes", told["imported_votes"], totals.imported)
    part.equal("imported_supports", told["imported_supports"], found.imported_supports)
    part.equal("hidden", told["hidden"], found.states["hidden"])
    part.equal("withdrawn", told["withdrawn"], found.states["withdrawn"])
    part.equal("answered", told["answered"], found.answered)
    part.equal("guests", told["guests"], found.guests)
    part.equal("organisations", told["organisations"], found.organisations)
    _depth(part, context)


def _depth(part: Part, context: Context) -> None:
    """How far people went. What one person did besides writing is told without a name, or not at all."""
    told, found = context.figures.get("depth"), context.gathered
    if not told or context.hides_votes:
        return
    part.equal("depth/people", told["people"], context.figures["people"])
    wrote = len(found.whole.people)
    most = wrote + found.organisations + found.private
    part.between("depth/wrote", told["wrote"], wrote, most, why="organisations")
    for name in ("in_two_ways", "on_two_days", "in_two_phases"):
        part.unknown(f"depth/{name}", told[name], why=SECRET)


def _people(part: Part, context: Context, name: str, published: int, wrote: int) -> None:
    """At least those who wrote; at most one more for each act that is told without a name."""
    if context.hides_votes and published >= wrote:
        part.unknown(name, published, why="votes_hidden")
    else:
        part.between(name, published, wrote, wrote + context.unseen, why=SECRET)


def _votes(part: Part, context: Context, name: str, published: int, found: int) -> None:
    if context.hides_votes:
        part.unknown(name, published, why="votes_hidden")
    else:
        part.equal(name, published, found)


def _share(part: Part, context: Context, split: str, code: str, told: Plain) -> None:
    """One heading. A support has no phase, and a vote is told without its channel or its time."""
    acts = context.gathered.by.get((split, code), Acts())
    private = context.gathered.private
    part.between(
        f"{code}/contributions",
        told["contributions"],
        acts.contributions,
        acts.contributions + private,
        why="private",
    )
    part.equal(f"{code}/arguments", told["arguments"], acts.arguments)
    _people(part, context, f"{code}/people", told["people"], len(acts.people))
    _votes_of_share(part, context, split, code, told["votes"])
    if split == "by_phase" or not context.gathered.supports + context.waiting:
        part.equal(f"{code}/supports", told["supports"], 0)
    else:
        part.unknown(f"{code}/supports", told["supports"], why=SUPPORTS)


def _votes_of_share(part: Part, context: Context, split: str, code: str, published: int) -> None:
    name, totals = f"{code}/votes", context.totals
    if context.hides_votes:
        part.unknown(name, published, why="votes_hidden")
    elif split == "by_phase":
        part.equal(name, published, totals.by_phase[code])
    elif split == "by_level":
        low = totals.by_level[code]
        part.between(name, published, low, low + totals.without_level, why=TOGETHER)
    elif totals.votes == 0:
        part.equal(name, published, 0)
    else:
        part.unknown(name, published, why=NO_CHANNEL if split == "by_origin" else NO_TIME)


__all__ = ["ANY", "Context", "check_figures"]
