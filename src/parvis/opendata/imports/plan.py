"""What a parsed set of files asks to be stored, whatever its format."""

from dataclasses import dataclass, field
from datetime import datetime

from parvis.consultations.enums import BallotMethod


@dataclass(frozen=True)
class ImportedContribution:
    """One contribution; `author` is one of `Plan.participants`, or None where the file names nobody."""

    external_id: str
    title: str
    text: str
    created_at: datetime
    theme: str | None = None
    author: str | None = None
    is_hidden: bool = False
    totals: dict[int, int] = field(default_factory=dict)
    """Votes by choice that the file gives as mere totals."""


@dataclass(frozen=True)
class ImportedArgument:
    """One argument, on a contribution of the same plan."""

    external_id: str
    contribution: str
    side: str
    text: str
    created_at: datetime
    supports: int


@dataclass(frozen=True)
class ImportedVote:
    """The last vote of one participant on one contribution."""

    voter: str
    contribution: str
    choice: int
    created_at: datetime


@dataclass(frozen=True)
class Plan:
    """A whole consultation as files describe it. `voters` is the number of people who voted."""

    slug: str
    title: str
    organiser: str
    summary: str
    kind_name: str
    kind_plural: str
    ballot_method: BallotMethod
    contributions: list[ImportedContribution]
    arguments: list[ImportedArgument]
    votes: list[ImportedVote]
    participants: list[str]
    """External ids of everybody that the files name."""

    def period(self) -> tuple[datetime, datetime]:
        """First and last date of anything in the plan; ValueError when there is nothing."""
        dates = [item.created_at for item in self.contributions]
        dates += [item.created_at for item in self.arguments]
        dates += [item.created_at for item in self.votes]
        return min(dates), max(dates)

    def counts(self) -> dict[str, int]:
        """Contributions, arguments, votes (single ones and totals) and participants who voted."""
        totals = sum(sum(item.totals.values()) for item in self.contributions)
        return {
            "contributions": len(self.contributions),
            "arguments": len(self.arguments),
            "votes": len(self.votes) + totals,
            "participants": len({vote.voter for vote in self.votes}),
        }
