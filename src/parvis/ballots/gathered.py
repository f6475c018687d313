"""Votes on merged texts: a person counts once in a merge, with the latest of their live votes on its texts.

Votes stay where they were cast. For support and approval, "the latest" is the union: one voice for whoever
gave any. Methods of whole sheets are not merged: their results stay by text.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Sum
from numpy.typing import NDArray

from parvis.ballots.models import Overlap, Vote
from parvis.consultations.enums import WHOLE_SHEET
from parvis.consultations.models import PhaseAction
from parvis.contributions.merging import merged_into
from parvis.contributions.models import Contribution
from parvis.contributions.queries import borne_on

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Groups:
    """Each merged text with the one that stands for it."""

    kept_of: Mapping[int, int] = field(default_factory=dict)

    def with_merged(self, ids: Iterable[int]) -> list[int]:
        return list({*ids, *self.kept_of})

    def shown_as(self, pk: int) -> tuple[int, ...]:
        """Where a vote on this text is shown: at its own, and at the one that stands for it."""
        return (pk, self.kept_of[pk]) if pk in self.kept_of else (pk,)


def groups_of(items: Collection[Contribution]) -> Groups:
    """The texts merged into some of these; no query when none of them stands for others."""
    return Groups(merged_into([item.pk for item in items if item.gathering_id is not None]))


def groups_among(ids: Iterable[int]) -> Groups:
    """The same for numbers; one query."""
    return Groups(merged_into(list(ids)))


def counted_twice(ballots: Collection[int], groups: Groups) -> dict[Key, int]:
    """By ballot, text that stands for others, and choice: how many votes count for nobody else."""
    found: defaultdict[Key, int] = defaultdict(int)
    if not groups.kept_of:
        return found
    texts = groups.with_merged(groups.kept_of.values())
    rows = Overlap.objects.filter(ballot__in=ballots, contribution__in=texts, merge__split_at=None)
    for ballot, item, choice, n in (
        rows.values_list("ballot_id", "contribution_id", "choice").annotate(n=Sum("amount")).order_by()
    ):
        found[ballot, groups.kept_of.get(item, item), choice] += n
    return found


def merged_in(ballot: PhaseAction) -> dict[int, int]:
    """The merged texts of a ballot, each with the one that stands for it; none in a vote of whole sheets."""
    if ballot.ballot_method in WHOLE_SHEET:
        return {}
    rows = borne_on(ballot).filter(merged_into__isnull=False)
    return dict(rows.values_list("pk", "merged_into_id"))


def folded(rows: NDArray[np.int64], merged: Mapping[int, int]) -> NDArray[np.int64]:
    """(n, k) rows of voter, item..., oldest first: the last one of each person in each merge."""
    if not merged or not len(rows):
        return rows
    rows = rows.copy()
    rows[:, 1] = [merged.get(item, item) for item in rows[:, 1].tolist()]
    _keys, last = np.unique(rows[::-1, :2], axis=0, return_index=True)
    return rows[np.sort(len(rows) - 1 - last)]


def no_longer_twice(ballot: PhaseAction, ended: Collection[Vote]) -> list[Overlap]:
    """What overlaps lose when all the live votes of one person in one merge end: all that counted but one.

    The contribution of each is loaded, with the text that stands for it.
    """
    if ballot.ballot_method in WHOLE_SHEET:
        return []
    counted = sorted((vote for vote in ended if vote.set_aside_id is None), key=lambda vote: vote.pk)
    return [
        Overlap(
            merge_id=merge,
            ballot_id=vote.ballot_id,
            contribution_id=vote.contribution_id,
            choice=vote.choice,
            amount=-1,
        )
        for vote in counted[:-1]
        if (merge := (vote.contribution.merged_into or vote.contribution).gathering_id) is not None
    ]
