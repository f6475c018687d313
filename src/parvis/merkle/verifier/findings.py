"""What the verifier finds: anomalies, which make an export unsound, and remarks, which do not."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TypeAlias

Fact: TypeAlias = "int | str"

MOST_HELD = 1_000


class Unreadable(Exception):
    """What was given cannot be read: a code of the table of texts, with its facts."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing that is wrong; `seq` is the place of the leaf, where one is known."""

    code: str
    seq: int | None
    facts: dict[str, Fact]


@dataclass(slots=True)
class Findings:
    """All that is found. The first thousand anomalies are held, all are counted."""

    anomalies: list[Anomaly] = field(default_factory=list)
    remarks: list[tuple[str, dict[str, Fact]]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> int:
        """How many anomalies."""
        return self.counts.total()

    def report(self, code: str, *, seq: int | None = None, **facts: Fact) -> None:
        """Add an anomaly."""
        self.add(Anomaly(code, seq, facts))

    def add(self, anomaly: Anomaly) -> None:
        """Add an anomaly that is made already."""
        self.counts[anomaly.code] += 1
        if len(self.anomalies) < MOST_HELD:
            self.anomalies.append(anomaly)

    def remark(self, code: str, **facts: Fact) -> None:
        """Add a remark."""
        self.remarks.append((code, facts))
