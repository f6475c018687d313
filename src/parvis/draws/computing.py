"""From a pool to its list of panels, and to what is published of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from parvis.analysis.errors import AnalysisError
from parvis.draws.models import Candidate, Draw
from parvis.draws.quotas import from_json
from parvis.draws.replay import FORMAT, commitment

LEVELS = 3
"""How many times the smallest chance is raised: beyond, a large pool would take an hour for little."""


def list_of(
    draw: Draw, people: Sequence[Candidate], *, lines: int, seed: int, tell: Callable[[float], None]
) -> list[list[int]]:
    """`lines` panels, as places in `people`.

    Raises `AnalysisError`: `conflict` with `bounds`, or as `analysis.sortition`.
    """
    from parvis.analysis import sortition  # its solver: for the job that prepares a draw, and no page

    features = [
        sortition.Feature(
            one.name,
            one.values,
            [one.values.index(person.said[one.name]) for person in people],
            [quota.low for quota in one.quotas],
            [quota.high for quota in one.quotas],
        )
        for one in from_json(draw.features)
    ]
    pool = sortition.pool_of(features, size=draw.size, home=homes(people) if draw.one_by_home else None)
    tell(0.0)
    bounds = sortition.conflict(pool)
    if bounds:
        raise AnalysisError("conflict", "; ".join(str(bound) for bound in bounds), bounds=bounds)
    chances = sortition.fair_chances(pool, most_levels=LEVELS, tell=lambda done: tell(0.9 * done))
    made = sortition.lottery(pool, chances, lines=lines, seed=seed)
    tell(1.0)
    return [list(panel) for panel in made.panels]


def homes(people: Sequence[Candidate]) -> list[int]:
    """The same number for the same address, whatever its capitals and stops."""
    known: dict[str, int] = {}
    found = []
    for place, person in enumerate(people):
        plain = "".join(letter for letter in person.address.casefold() if letter.isalnum())
        found.append(known.setdefault(plain or f"#{place}", len(known)))
    return found


def document(draw: Draw, people: Sequence[Candidate], made: Sequence[Sequence[int]]) -> dict[str, Any]:
    """What is published before the seed is known: numbers, commitments, panels, and the rule."""
    by_number = sorted(people, key=lambda one: one.number or 0)
    numbers = [one.number or 0 for one in people]
    return {
        "format": FORMAT,
        "title": draw.title,
        "size": draw.size,
        "one_by_home": draw.one_by_home,
        "rule": {"seed": draw.seed_rule, "at": draw.seed_at.isoformat() if draw.seed_at else ""},
        "quotas": [
            {"feature": one.name, "value": quota.value, "at_least": quota.low, "at_most": quota.high}
            for one in from_json(draw.features)
            for quota in one.quotas
        ],
        "people": [commitment(one.number or 0, one.salt, one.name, one.said) for one in by_number],
        "panels": [sorted(numbers[place] for place in panel) for panel in made],
    }
