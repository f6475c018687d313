"""What a recomputation says: what was published, what was found again, and whether they are equal."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Plain: TypeAlias = "int | float | str | bool | list[Plain] | dict[str, Plain] | None"
MOST_HELD = 1_000
"""Lines of a part that are held; all are counted."""


class Verdict(StrEnum):
    """`WITHIN`: the archive gives bounds or rounded shares alone, and what was published agrees with them."""

    EQUAL = "equal"
    WITHIN = "within"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `found` is what was found again, or its two bounds; `why`: a code, where it is not sure."""

    name: str
    published: Plain
    found: Plain = None
    verdict: Verdict = Verdict.EQUAL
    why: str = ""
    bounds: tuple[float, float] | None = None


@dataclass(slots=True)
class Part:
    """Figures of one subject. `name` is a key; `of`: which ballot, analysis or question, or empty."""

    name: str
    of: str = ""
    facts: dict[str, Plain] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    counts: Counter[Verdict] = field(default_factory=Counter)

    def add(self, line: Line) -> None:
        """Those that differ are held first of all."""
        self.counts[line.verdict] += 1
        if len(self.lines) < MOST_HELD:
            self.lines.append(line)
        elif line.verdict == Verdict.DIFFERENT:
            self.lines.insert(0, line)
            self.lines.pop()

    def equal(self, name: str, published: Plain, found: Plain) -> None:
        """A figure that is found again exactly, or differs."""
        verdict = Verdict.EQUAL if published == found else Verdict.DIFFERENT
        self.add(Line(name, published, found, verdict))

    def near(self, name: str, published: float, found: float, *, gap: float) -> None:
        """Equal; else within the rounding of what it is found from, and said to be so."""
        if published == found:
            return self.equal(name, published, found)
        verdict = Verdict.WITHIN if abs(published - found) <= gap else Verdict.DIFFERENT
        return self.add(Line(name, published, found, verdict, "rounded"))

    def between(self, name: str, published: int, low: int, high: int, *, why: str) -> None:
        """Equal, if the bounds meet; else within them, and why nobody can say more."""
        if low == high:
            return self.equal(name, published, low)
        verdict = Verdict.WITHIN if low <= published <= high else Verdict.DIFFERENT
        return self.add(Line(name, published, None, verdict, why, (low, high)))

    def unknown(self, name: str, published: Plain, *, why: str) -> None:
        """A figure that no export can give again, and why."""
        self.add(Line(name, published, None, Verdict.UNKNOWN, why))


@dataclass(slots=True)
class Found:
    """All parts. `trouble`: why the archive could not be read, as a code of the verifier and its facts."""

    title: str = ""
    parts: list[Part] = field(default_factory=list)
    trouble: tuple[str, dict[str, int | str]] | None = None

    def part(self, name: str, of: object = "") -> Part:
        """A new part, after the others."""
        made = Part(name, str(of))
        self.parts.append(made)
        return made

    @property
    def counts(self) -> Counter[Verdict]:
        """Figures by verdict, over all parts."""
        total: Counter[Verdict] = Counter()
        for part in self.parts:
            total.update(part.counts)
        return total

    @property
    def is_equal(self) -> bool:
        """All was read, and nothing differs."""
        return self.trouble is None and not self.counts[Verdict.DIFFERENT]
