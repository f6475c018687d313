"""Tallies as numbers: counts in, scores, shares and ranks out. Neither Django nor people here.

A count is a whole number of people, zero or more. A choice is an integer whose sign is its direction:
+1 for (or support), 0 mixed, -1 against.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FOR, MIXED, AGAINST = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Shares:
    """Fractions of `base`, between 0 and 1; they sum to 1, or are all 0 when nobody voted."""

    in_favour: float
    mixed: float
    against: float
    base: int


def people(counts: Mapping[int, int]) -> int:
    """How many people voted, all choices together. Raises ValueError on a negative count."""
    _check(counts)
    return sum(counts.values())


def net(counts: Mapping[int, int]) -> int:
    """People for, minus people against. Raises ValueError on a negative count."""
    _check(counts)
    return sum(choice * count for choice, count in counts.items())


def shares(counts: Mapping[int, int]) -> Shares:
    """Shares of those who voted, with their base. ValueError on a negative count or an unknown choice."""
    base = people(counts)
    unknown = set(counts) - {FOR, MIXED, AGAINST}
    if unknown:
        raise ValueError(f"unknown choices: {sorted(unknown)}")
    if not base:
        return Shares(0.0, 0.0, 0.0, 0)
    part = {choice: counts.get(choice, 0) / base for choice in (FOR, MIXED, AGAINST)}
    return Shares(part[FOR], part[MIXED], part[AGAINST], base)


def support_score(counts: Mapping[int, int]) -> tuple[int, ...]:
    """Rank by people in support."""
    _check(counts)
    return (counts.get(FOR, 0),)


def opinion_score(counts: Mapping[int, int]) -> tuple[int, ...]:
    """Rank by net opinion, then by people for: +10 of 10 voters comes after +10 of 90 voters."""
    return (net(counts), counts.get(FOR, 0))


def ranks(scores: Sequence[tuple[int, ...]]) -> list[int]:
    """Rank of each score, from 1 for the highest; equals share a rank and leave a gap after it (1, 2, 2, 4).

    The answer is in the order of the input and does not depend on it.
    """
    place: dict[tuple[int, ...], int] = {}
    for position, score in enumerate(sorted(scores, reverse=True), start=1):
        place.setdefault(score, position)
    return [place[score] for score in scores]


def best(scores: Sequence[tuple[int, ...]], limit: int) -> list[int]:
    """Positions (in the input) of those ranked `limit` or better; best first, equals as they came.

    A tie across the limit is kept whole: chance does not choose between equals. Raises ValueError when
    `limit` is negative.
    """
    if limit < 0:
        raise ValueError("limit must be zero or more")
    ranked = ranks(scores)
    kept = [position for position, rank in enumerate(ranked) if rank <= limit]
    return sorted(kept, key=lambda position: ranked[position])


def _check(counts: Mapping[int, int]) -> None:
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count of people cannot be negative")
