"""Those among whom one draws, and the panel that is wanted: people by features, quotas, homes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import Numbers, count, same_length, whole
from parvis.analysis.errors import AnalysisError

Whole = NDArray[np.int64]
MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is known of everybody, and how many of each value a panel has."""

    name: str
    values: tuple[str, ...]
    level: Numbers
    """(n,) 0..values-1, of each person."""
    low: Numbers
    """(values,) at least."""
    high: Numbers
    """(values,) at most."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One quota from one side, and how many people of the pool have that value."""

    feature: str
    value: str
    is_least: bool
    asked: int
    in_pool: int

    def __str__(self) -> str:
        side = "at least" if self.is_least else "at most"
        return f"{self.feature}={self.value}: {side} {self.asked} asked, {self.in_pool} in the pool"


@dataclass(frozen=True, slots=True)
class Pool:
    """People that nothing tells apart are of one kind, and have the same chance.

    Without homes, a kind is a profile: the same value of every feature. With them, it is a profile in homes
    of the same make-up, at most one person of each home being drawn.
    """

    size: int
    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    low: tuple[Whole, ...]
    high: tuple[Whole, ...]
    level: Whole
    """(n, features)"""
    home: Whole
    """(n,) 0..homes-1; everybody has their own where homes are not looked at."""
    kind: Whole
    """(n,) 0..kinds-1"""
    profile: Whole
    """(kinds, features)"""
    people: Whole
    """(kinds,)"""
    group: Whole
    """(kinds,) the make-up of their homes, 0..groups-1."""
    homes: Whole
    """(groups,)"""

    def bounds(self) -> list[Bound]:
        """Those that ask something: a minimum above 0, a maximum below the size of the panel."""
        found = []
        for place, name in enumerate(self.names):
            here = np.bincount(self.level[:, place], minlength=len(self.values[place]))
            for value, low, high, known in zip(
                self.values[place], self.low[place], self.high[place], here, strict=True
            ):
                if low > 0:
                    found.append(Bound(name, value, True, int(low), int(known)))
                if high < self.size:
                    found.append(Bound(name, value, False, int(high), int(known)))
        return found


def pool_of(features: Sequence[Feature], *, size: int, home: Numbers | None = None) -> Pool:
    """Parameters
    ----------
    features
        One or more, on the same people.
    size
        How many people a panel has.
    home
        (n,) any whole number, the same for those who live together: at most one of them is drawn.

    Raises
    ------
    AnalysisError
        `no_feature`; `empty_pool`; `low_above_high` with the feature and the value; otherwise as `checks`.
    """
    if not features:
        raise AnalysisError("no_feature", "a draw needs at least one feature")
    levels = [whole(one.level, one.name, low=0, high=len(one.values) - 1) for one in features]
    same_length(**{one.name: level for one, level in zip(features, levels, strict=True)})
    people = len(levels[0])
    if not people:
        raise AnalysisError("empty_pool", "nobody is in the pool")
    lived = np.arange(people) if home is None else whole(home, "home")
    same_length(level=levels[0], home=lived)
    limits = [_limits(one) for one in features]
    level = np.stack(levels, axis=1)
    lived = np.unique(lived, return_inverse=True)[1].astype(np.int64)
    kind, profile, group, homes = _kinds(level, lived)
    return Pool(
        size=count(size, "size", low=1, high=MOST_PEOPLE),
        names=tuple(one.name for one in features),
        values=tuple(one.values for one in features),
        low=tuple(low for low, _high in limits),
        high=tuple(high for _low, high in limits),
        level=level,
        home=lived,
        kind=kind,
        profile=profile,
        people=np.bincount(kind),
        group=group,
        homes=homes,
    )


def _limits(feature: Feature) -> tuple[Whole, Whole]:
    low = whole(feature.low, f"{feature.name}: low", low=0, high=MOST_PEOPLE)
    high = whole(feature.high, f"{feature.name}: high", low=0, high=MOST_PEOPLE)
    same_length(values=np.arange(len(feature.values)), low=low, high=high)
    for value, least, most in zip(feature.values, low, high, strict=True):
        if least > most:
            raise AnalysisError(
                "low_above_high",
                f"{feature.name}={value}: at least {least}, at most {most}",
                feature=feature.name,
                value=value,
            )
    return low, high


def _kinds(level: Whole, home: Whole) -> tuple[Whole, Whole, Whole, Whole]:
    """`kind` of each person; then by kind its profile and the make-up of its homes; then homes by make-up."""
    profiles, profile = np.unique(level, axis=0, return_inverse=True)
    profile = profile.reshape(-1)
    together: dict[int, list[int]] = {}
    for place, here in zip(profile.tolist(), home.tolist(), strict=True):
        together.setdefault(here, []).append(place)
    made_up = {here: tuple(sorted(those)) for here, those in together.items()}
    groups = {those: place for place, those in enumerate(sorted(set(made_up.values())))}
    group = np.array([groups[made_up[here]] for here in home.tolist()], dtype=np.int64)
    pairs, kind = np.unique(np.stack([group, profile], axis=1), axis=0, return_inverse=True)
    homes = np.bincount([groups[those] for those in made_up.values()], minlength=len(groups))
    return kind.reshape(-1).astype(np.int64), profiles[pairs[:, 1]], pairs[:, 0], homes.astype(np.int64)
