"""What a parsed set of files asks to be stored, whatever its format."""

from dataclasses import dataclass, field
from datetime import datetime

from parvis.consultations.enums import BallotMethod
from parvis.debate.enums import TextKind


@dataclass(frozen=True)
class ImportedKind:
    """What was deposited, and how one voted on it, if one could."""

    code: str
    name: str
    plural: str
    ballot_method: BallotMethod | None


@dataclass(frozen=True)
class ImportedContribution:
    """One contribution, of the kind with this code.

    `author` is one of `Plan.participants`, or None where the file names nobody.
    """

    external_id: str
    kind: str
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
    """One argument or comment on a contribution of the same plan; a comment or a reply takes no `side`.

    `parent` is the external id of the one that it answers, on the same contribution, one less deep.
    """

    external_id: str
    contribution: str
    side: str
    text: str
    created_at: datetime
    supports: int
    kind: TextKind = TextKind.ARGUMENT
    parent: str | None = None
    depth: int = 0
    is_hidden: bool = False


@dataclass(frozen=True)
class ImportedVote:
    """The last vote of one participant on one contribution."""

    voter: str
    contribution: str
    choice: int
    created_at: datetime


@dataclass(frozen=True)
class Plan:
    """A whole consultation as files describe it."""

    slug: str
    title: str
    organiser: str
    summary: str
    kinds: tuple[ImportedKind, ...]
    contributions: list[ImportedContribution]
    arguments: list[ImportedArgument]
    votes: list[ImportedVote]
    participants: list[str]
    """External ids of everybody that the files name."""
    opened_at: datetime | None = None
    """When one could begin to act, where it is known to be before the first act."""

    def period(self) -> tuple[datetime, datetime]:
        """From when to when; ValueError when there is nothing in the plan."""
        dates = [item.created_at for item in self.contributions]
        dates += [item.created_at for item in self.arguments]
        dates += [item.created_at for item in self.votes]
        if self.opened_at is not None:
            dates.append(self.opened_at)
        return min(dates), max(dates)

    def counts(self) -> dict[str, int]:
        """Contributions, arguments and comments, votes (single ones and totals), participants who voted."""
        totals = sum(sum(item.totals.values()) for item in self.contributions)
        return {
            "contributions": len(self.contributions),
            "arguments": len(self.arguments),
            "votes": len(self.votes) + totals,
            "participants": len({vote.voter for vote in self.votes}),
        }
