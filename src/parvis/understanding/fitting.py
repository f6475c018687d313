"""How well texts that came after a run fit its topics, and when they ask for a new one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Sum

from parvis.understanding.enums import RunState
from parvis.understanding.models import Addition, Analysis, RunModel, TopicMember
from parvis.understanding.scope import read_by

LOWEST = 0.05
"""The share of the texts of the run itself that are less like their topic than the threshold."""
MANY = 0.2
"""The share of those added that fit badly from which topics no longer suit: four times that of the run."""
FEWEST = 10
"""Texts added under which a share says nothing."""
LARGE = 1 / 3
"""What was added, over what the run had read, from which topics were made without too many of the texts."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a run since it was made; `read`: texts that have a topic, those added included."""

    added: int
    badly: int
    read: int

    @property
    def is_misfit(self) -> bool:
        return self.added >= FEWEST and self.badly > MANY * self.added

    @property
    def is_large(self) -> bool:
        return self.added >= FEWEST and self.added > LARGE * (self.read - self.added)


def not_in(analysis: Analysis) -> Q:
    """Contributions that are in no topic of a run."""
    return Q(~Exists(TopicMember.objects.filter(analysis=analysis.pk, contribution=OuterRef("pk"))))


def threshold_of(analysis: Analysis) -> float:
    """Likeness under which one text in twenty of those that the run read is; two queries, no engine."""
    rows = TopicMember.objects.filter(analysis=analysis, addition=None).order_by("weight", "pk")
    place = int(LOWEST * rows.count())
    found: float = rows.values_list("weight", flat=True)[place]
    return found


def added_to(analysis: Analysis) -> Added:
    """One query."""
    rows = Addition.objects.filter(analysis=analysis, state=RunState.DONE)
    told = rows.aggregate(added=Sum("added"), badly=Sum("badly"))
    return Added(told["added"] or 0, told["badly"] or 0, analysis.read)


def waiting_for(analysis: Analysis) -> int:
    """Published texts in no topic, those that had nothing to read left out; one query."""
    return max(0, read_by(analysis).filter(not_in(analysis)).count() - analysis.apart)


def can_grow(analysis: Analysis) -> bool:
    """Whether what places texts in its topics was kept; one query."""
    return RunModel.objects.filter(analysis=analysis).exists()
