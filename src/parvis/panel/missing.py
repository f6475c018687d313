"""Who is missing among those who take part, beyond what chance alone would make."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import ngettext

from parvis.panel.enums import Trait, categories
from parvis.panel.figures import SCALE, Group, Panel
from parvis.ui import words

NOTABLE = 0.03
"""A gap under which nobody is said to be missing."""
LONGEST = 4
"""Answers put together, from which on they are counted rather than named."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A group with fewer people than its part of the population. `more`: how many more would make it up."""

    trait: Trait
    group: Group
    more: int

    @property
    def gap(self) -> int:
        """In ten-thousandths of those who answered."""
        return self.group.expected - self.group.share.value

    @property
    def label(self) -> str:
        return name_of(self.group, dict(categories(self.trait)))


def missing_in(panel: Panel) -> list[Missing]:
    """The widest gap first. The share of the population is above the interval of each."""
    found = [
        Missing(Trait(one.trait), group, _more(group, sum(each.people for each in one.groups)))
        for one in panel.measured
        for group in one.groups
        if group.expected - group.share.value >= NOTABLE * SCALE
        and (group.share.high is None or group.share.high < group.expected)
    ]
    return sorted(found, key=lambda one: -one.gap)


def _more(group: Group, answered: int) -> int:
    """x such that (people + x) / (answered + x) is the share of the population."""
    expected = group.expected / SCALE
    return math.ceil(round((expected * answered - group.people) / (1 - expected), 6)) if expected < 1 else 0


def name_of(group: Group, labels: dict[str, str]) -> str:
    """Answers that too few people gave are read together."""
    names = [labels[code] for code in group.categories if code in labels]
    if len(names) < LONGEST:
        return words.listed(names)
    return ngettext("%(count)s other answer", "%(count)s other answers", len(names)) % {
        "count": words.number(len(names))
    }
