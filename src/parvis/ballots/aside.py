"""Reads of votes that are set aside: before the decision, and wherever counts are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from parvis.ballots.criteria import Criterion, matching
from parvis.ballots.models import SetAside, Vote
from parvis.consultations.models import ConsultationPage


@dataclass(frozen=True, slots=True)
class Preview:
    """What a criterion would set aside: votes, people, and votes by ballot and by identity level."""

    votes: int
    people: int
    ballots: dict[int, int]
    levels: dict[int, int]

    @property
    def figures(self) -> dict[str, Any]:
        """As kept with the act and told to the log: integers, keys in words."""
        return {
            "votes": self.votes,
            "people": self.people,
            "ballots": {str(ballot): count for ballot, count in sorted(self.ballots.items())},
            "levels": {str(level): count for level, count in sorted(self.levels.items())},
        }


@dataclass(frozen=True, slots=True)
class Aside:
    """How many votes on something are set aside, and the reason of the charter."""

    reason: str
    votes: int


def preview(consultation: ConsultationPage, criterion: Criterion) -> Preview:
    return figures_of(Vote.objects.filter(pk__in=matching(consultation, criterion).values("pk")))


def figures_of(votes: QuerySet[Vote]) -> Preview:
    """Two queries, whatever the number of votes."""
    rows = votes.values_list("ballot", "identity_level").annotate(n=Count("pk")).order_by("ballot")
    ballots: defaultdict[int, int] = defaultdict(int)
    levels: defaultdict[int, int] = defaultdict(int)
    for ballot, level, count in rows:
        ballots[ballot] += count
        levels[level] += count
    people = votes.aggregate(n=Count("voter", distinct=True))["n"]
    return Preview(sum(levels.values()), people, dict(ballots), dict(levels))


def set_aside_on(contribution_ids: Collection[int]) -> dict[int, list[Aside]]:
    """The votes set aside on each item, by reason, in one query; items without any are left out."""
    return _by("contribution", Vote.objects.filter(contribution__in=contribution_ids))


def set_aside_in(ballot_ids: Collection[int]) -> dict[int, list[Aside]]:
    """The same for whole ballots."""
    return _by("ballot", Vote.objects.filter(ballot__in=ballot_ids))


def _by(what: str, votes: QuerySet[Vote]) -> dict[int, list[Aside]]:
    aside = votes.filter(is_live=True, set_aside__isnull=False).values_list(what, "set_aside__reason")
    found: defaultdict[int, list[Aside]] = defaultdict(list)
    for key, reason, count in aside.annotate(n=Count("pk")).order_by(what, "set_aside__reason"):
        found[key].append(Aside(reason, count))
    return dict(found)


def acts_of(consultation: ConsultationPage) -> QuerySet[SetAside]:
    """Every act of the consultation, the last first, those that were put back included."""
    return SetAside.objects.filter(consultation=consultation).select_related("moderator", "put_back_by")
