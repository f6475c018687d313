"""What is asked of a panel: read from lines that people type, proposed from a population, kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ui.words import number

MOST_FEATURES, MOST_VALUES, LONGEST = 8, 30, 80
RESERVED = frozenset({"name", "email", "address", "nom", "adresse"})
"""Headings of a list that are no features."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Of one value, at least and at most how many people of the panel."""

    value: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is known of everybody."""

    name: str
    quotas: tuple[Quota, ...]

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(quota.value for quota in self.quotas)


def to_json(features: Iterable[Feature]) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "values": [[quota.value, quota.low, quota.high] for quota in one.quotas]}
        for one in features
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> tuple[Feature, ...]:
    return tuple(Feature(one["name"], tuple(Quota(*values) for values in one["values"])) for one in kept)


def written(features: Iterable[Feature]) -> str:
    """As they are typed: a line for each value."""
    return "\n".join(
        f"{one.name}; {quota.value}; {quota.low}; {quota.high}" for one in features for quota in one.quotas
    )


def read(lines: str, *, size: int) -> tuple[Feature, ...]:
    """Raises `Refused`, with the line, or with the feature that cannot make a panel of this size."""
    found: dict[str, list[Quota]] = {}
    for place, line in enumerate(lines.splitlines(), start=1):
        if line.strip():
            name, quota = _line(place, line)
            if quota.value in [one.value for one in found.setdefault(name, [])]:
                raise _wrong(place, _("this value stands twice"))
            found[name].append(quota)
    features = tuple(Feature(name, tuple(quotas)) for name, quotas in found.items())
    _check(features, size)
    return features


def _line(place: int, line: str) -> tuple[str, Quota]:
    cells = [" ".join(cell.split()) for cell in line.replace("\t", ";").split(";")]
    if len(cells) != 4 or not all(cells):
        raise _wrong(place, _("write four things: feature; value; at least; at most"))
    if max(len(cells[0]), len(cells[1])) > LONGEST or cells[0].lower() in RESERVED:
        raise _wrong(place, _("this name cannot be that of a feature or of a value"))
    if not all(cell.isascii() and cell.isdigit() and len(cell) <= 4 for cell in cells[2:]):
        raise _wrong(place, _("the last two are whole numbers of people"))
    low, high = int(cells[2]), int(cells[3])
    if low > high:
        raise _wrong(place, _("at least %(low)s is more than at most %(high)s") % {"low": low, "high": high})
    return cells[0], Quota(cells[1], low, high)


def _check(features: Sequence[Feature], size: int) -> None:
    if not 1 <= len(features) <= MOST_FEATURES:
        raise Refused(_("Ask for one feature at least, and %(most)s at most.") % {"most": MOST_FEATURES})
    for one in features:
        least, most = sum(quota.low for quota in one.quotas), sum(quota.high for quota in one.quotas)
        told = {"feature": one.name, "least": least, "most": most, "size": size}
        if not 2 <= len(one.quotas) <= MOST_VALUES:
            raise Refused(_("%(feature)s: give two values at least.") % told)
        if least > size:
            raise Refused(
                _("%(feature)s: at least %(least)s people are asked, in a panel of %(size)s.") % told
            )
        if most < size:
            raise Refused(
                _("%(feature)s: at most %(most)s people are let in, in a panel of %(size)s.") % told
            )


def _wrong(place: int, why: str) -> Refused:
    return Refused(_("Line %(line)s: %(why)s.") % {"line": number(place), "why": why})


def proposed(name: str, population: Mapping[str, float], *, size: int) -> Feature:
    """A quota for each value: its share of the panel, rounded down and up; `population` is in proportion."""
    total = sum(population.values())
    exact = {value: share * size / total for value, share in population.items()}
    return Feature(
        name, tuple(Quota(value, floor(one + 1e-9), ceil(one - 1e-9)) for value, one in exact.items())
    )
