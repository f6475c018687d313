"""What rules look at while people take part: a part of the facts, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel
from parvis.conduct.inspections import Inspection
from parvis.contributions.waiting import READ_WITHIN

PARTS: Mapping[str, Promise] = {
    "texts": _("the texts"),
    "frame": _("the legal frame, who decides, who pays"),
    "answer_due": _("the day of the answer"),
    "phases": _("the dates, or what they open"),
    "kinds": _("what people deposit"),
    "themes": _("the themes"),
    "domains": _("the domains of those who are invited"),
    "invitations": _("the codes sent by letter"),
    "team": _("the team"),
}
"""What may change in the rules that the log holds (`consultations.leaves.rules_of`)."""
IMMATERIAL = frozenset({"team", "invitations"})
"""Who comes to help, and how many letters leave, change nothing of what was promised."""


@dataclass(frozen=True, slots=True)
class Told:
    """The rules as they were once told; `reason`: why they became so, as far as it was said."""

    pk: int
    version: int
    made_at: datetime
    text: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed of the one before; `pk` is that of its `Rules`."""

    pk: int
    version: int
    made_at: datetime
    parts: tuple[str, ...]
    reason: str = ""

    @property
    def is_unexplained(self) -> bool:
        return not self.reason and bool(set(self.parts) - IMMATERIAL)

    @property
    def said(self) -> str:
        """What changed, in words."""
        return ", ".join(str(PARTS[name]) for name in self.parts)


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the rules since the opening.

    `shortened`: phases that end before what was once announced, or are no longer there.
    """

    rows: tuple[Change, ...] = ()
    shortened: int = 0
    is_reframed: bool = False

    @property
    def unexplained(self) -> int:
        return sum(row.is_unexplained for row in self.rows)

    @classmethod
    def of(cls, told: Sequence[Told]) -> Changes:
        """`told` begins with the rules of the opening, in order."""
        pairs = pairwise(told)
        rows = tuple(
            Change(after.pk, after.version, after.made_at, parts, after.reason)
            for before, after in pairs
            if (parts := _differing(before.text, after.text))
        )
        if not told:
            return cls()
        first, last = (_frame(row.text) for row in (told[0], told[-1]))
        return cls(rows, _shortened(told), bool(first) and first != last)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in PARTS if before.get(name) != after.get(name))


def _frame(text: Mapping[str, Any]) -> str:
    found: str = text.get("frame", {}).get("profile", "")
    return found


def _shortened(told: Sequence[Told]) -> int:
    """One that had no end may be given one: it was promised for no day."""
    ends: dict[int, int | None] = {}
    for row in told:
        for phase in row.text["phases"]:
            known = ends.get(phase["id"])
            ends[phase["id"]] = max((end for end in (known, phase["ends_at"]) if end), default=None)
    now = {phase["id"]: phase["ends_at"] for phase in told[-1].text["phases"]}
    return sum(pk not in now or bool(end and now[pk] and now[pk] < end) for pk, end in ends.items())


@dataclass(frozen=True, slots=True)
class Delay:
    """Texts that somebody of the team reads before they appear, and how long it takes.

    `came`: how many there were; `median` and `most` (95 of 100 were read within it) count what still waits
    as long as it has waited. `promised`: the longest delay that was promised; `late`: how many wait for
    longer than was promised when they came.
    """

    came: int = 0
    median: timedelta | None = None
    most: timedelta | None = None
    promised: timedelta = READ_WITHIN
    late: int = 0


@dataclass(frozen=True, slots=True)
class Signing:
    """Where the public log stands: since when its oldest line waits, and whether it signs at all."""

    waits_since: datetime | None = None
    is_halted: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of one consultation, and of the installation under it.

    `puzzles`: names, in the settings, of tests by images. `names`: what its phases and kinds are
    called. `levels`: identity levels that acts not yet over ask for; `reachable`: the highest that
    somebody may have here; `undivided`: votes counted without a split by level. `unsaid`: phases that carry
    over a list made by hand, without a word on why. `misattributed` and `misattributed_late`: texts said to
    be signed with the name of somebody who did not write them, which wait for a decision.
    """

    puzzles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    levels: frozenset[int] = frozenset()
    reachable: IdentityLevel = IdentityLevel.EMAIL
    undivided: int = 0
    delay: Delay = Delay()
    unsaid: int = 0
    signing: Signing = Signing()
    inspection: Inspection | None = None
    changes: Changes = field(default_factory=Changes)
    misattributed: int = 0
    misattributed_late: int = 0
