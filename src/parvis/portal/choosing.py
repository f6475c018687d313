"""Which methods fit a need, the most fitting first: a pure function of what they are and of what is wanted.

Hard constraints come first: what can still change, how many people are concerned, the money and the time. A
method that breaks one is never recommended. Among the others, the merit is the mean of what was asked for: of
each chosen quality, the middle of its range; the chosen priority is one more, 5 when it is the method's own,
else 0. Without a choice, the mean of the six qualities. A grade that is not known counts for 0. Equals come
by cost, then by time, then as given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from parvis.portal.enums import BEST, Openness, Priority, Quality


class Limit(StrEnum):
    """A hard constraint."""

    OPENNESS = "openness"
    CONCERNED = "concerned"
    MONEY = "money"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A method as it is compared. Money in euros; None where there is no bound, or none is known."""

    code: str
    openness: frozenset[Openness]
    concerned_least: int | None = None
    concerned_most: int | None = None
    cost_least: int | None = None
    weeks_least: int | None = None
    priority: Priority | None = None
    grades: Mapping[Quality, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody can and wants: people `concerned`; `money` and `weeks` at most. None: not said."""

    openness: Openness
    concerned: int | None = None
    money: int | None = None
    weeks: int | None = None
    priority: Priority | None = None
    qualities: frozenset[Quality] = frozenset()


@dataclass(frozen=True, slots=True)
class Close:
    """A method that does not fit, and the constraints to relax for it to."""

    candidate: Candidate
    limits: frozenset[Limit]


@dataclass(frozen=True, slots=True)
class Advice:
    """Methods that fit, best first. When none does: those that break the fewest constraints, best first."""

    fitting: tuple[Candidate, ...]
    close: tuple[Close, ...]


def advise(candidates: Sequence[Candidate], needs: Needs) -> Advice:
    """Rank; where nothing can change, nothing fits and nothing is close: one informs instead."""
    ranked = _ranked(candidates, needs)
    fitting = tuple(one for one in ranked if not broken(one, needs))
    if fitting or needs.openness == Openness.NOTHING:
        return Advice(fitting, ())
    found = [Close(one, broken(one, needs)) for one in ranked]
    fewest = min((len(one.limits) for one in found), default=0)
    return Advice((), tuple(one for one in found if len(one.limits) == fewest))


def broken(candidate: Candidate, needs: Needs) -> frozenset[Limit]:
    """The hard constraints that this method contradicts."""
    too_few = _less(needs.concerned, candidate.concerned_least)
    too_many = _less(candidate.concerned_most, needs.concerned)
    contradicted = {
        Limit.OPENNESS: needs.openness not in candidate.openness,
        Limit.CONCERNED: too_few or too_many,
        Limit.MONEY: _less(needs.money, candidate.cost_least),
        Limit.WEEKS: _less(needs.weeks, candidate.weeks_least),
    }
    return frozenset(limit for limit, is_broken in contradicted.items() if is_broken)


def merit(candidate: Candidate, needs: Needs) -> Fraction:
    """From 0 to 5."""
    middles = [_middle(candidate, quality) for quality in Quality if quality in needs.qualities]
    if needs.priority is not None:
        middles.append(Fraction(BEST if candidate.priority == needs.priority else 0))
    if not middles:
        middles = [_middle(candidate, quality) for quality in Quality]
    return sum(middles, Fraction(0)) / len(middles)


def _ranked(candidates: Iterable[Candidate], needs: Needs) -> list[Candidate]:
    return sorted(candidates, key=lambda one: (-merit(one, needs), one.cost_least or 0, one.weeks_least or 0))


def _middle(candidate: Candidate, quality: Quality) -> Fraction:
    return Fraction(sum(candidate.grades.get(quality, (0, 0))), 2)


def _less(one: int | None, other: int | None) -> bool:
    """Whether one is known to be under the other."""
    return one is not None and other is not None and one < other
