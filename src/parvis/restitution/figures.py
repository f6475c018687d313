"""Figures of a consultation, as values: what is stored, shown, exported and drawn.

People are distinct participants; acts are what they did. The two are never added together.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Share:
    """What was done under one heading (a phase, a channel, an identity level), and by how many people."""

    code: str
    label: str
    people: int
    contributions: int
    votes: int
    arguments: int
    supports: int = 0

    @property
    def acts(self) -> int:
        return self.contributions + self.votes + self.arguments + self.supports


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one day, in the time zone of the site."""

    day: date
    people: int
    contributions: int
    votes: int
    arguments: int
    supports: int = 0

    @property
    def acts(self) -> int:
        return self.contributions + self.votes + self.arguments + self.supports


@dataclass(frozen=True, slots=True)
class Heap:
    """How many published contributions there are of a kind, or on a theme."""

    code: str
    label: str
    contributions: int


@dataclass(frozen=True, slots=True)
class Depth:
    """How far people went: of all of them, how many wrote, did more than one thing, came back.

    `wrote`: a contribution, an argument or a reply. The four are not parts of one another.
    """

    people: int = 0
    wrote: int = 0
    in_two_ways: int = 0
    on_two_days: int = 0
    in_two_phases: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything counted once. Only what is public counts: hidden and withdrawn texts are told apart.

    `guests`: of the contributions, those sent without an address; nobody knows by how many people.
    `organisations`: of the contributions, those that an organisation signs; who sent one is a person, once.
    """

    people: int = 0
    contributions: int = 0
    votes: int = 0
    arguments: int = 0
    supports: int = 0
    contributors: int = 0
    voters: int = 0
    arguers: int = 0
    imported_votes: int = 0
    imported_supports: int = 0
    hidden: int = 0
    withdrawn: int = 0
    answered: int = 0
    guests: int = 0
    organisations: int = 0
    depth: Depth = field(default=Depth())
    by_phase: tuple[Share, ...] = field(default=())
    by_origin: tuple[Share, ...] = field(default=())
    by_level: tuple[Share, ...] = field(default=())
    by_day: tuple[Day, ...] = field(default=())
    by_kind: tuple[Heap, ...] = field(default=())
    by_theme: tuple[Heap, ...] = field(default=())

    @property
    def acts(self) -> int:
        return self.contributions + self.votes + self.arguments + self.supports

    @property
    def is_empty(self) -> bool:
        """Whether nobody did anything, here or elsewhere before."""
        return not (self.people or self.acts or self.imported_votes)

    def without_votes(self) -> Self:
        """The same, as if nobody had voted; people stay counted, what each did does not."""
        return replace(
            self,
            votes=0,
            imported_votes=0,
            depth=Depth(),
            by_phase=tuple(replace(row, votes=0) for row in self.by_phase),
            by_origin=tuple(replace(row, votes=0) for row in self.by_origin),
            by_level=tuple(replace(row, votes=0) for row in self.by_level),
            by_day=tuple(replace(row, votes=0) for row in self.by_day),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values; days as ISO dates."""
        plain = asdict(self)
        plain["by_day"] = [{**row, "day": row["day"].isoformat()} for row in plain["by_day"]]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`; figures stored before a field existed get its default."""
        known = {name: value for name, value in plain.items() if name in cls.__dataclass_fields__}
        for name in ("by_phase", "by_origin", "by_level"):
            known[name] = tuple(Share(**row) for row in plain.get(name, ()))
        known["depth"] = Depth(**plain.get("depth", {}))
        for name in ("by_kind", "by_theme"):
            known[name] = tuple(Heap(**row) for row in plain.get(name, ()))
        known["by_day"] = tuple(
            Day(**{**row, "day": date.fromisoformat(row["day"])}) for row in plain.get("by_day", ())
        )
        return cls(**known)
