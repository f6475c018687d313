"""Single votes as weighted shares take them: read by jobs alone, with the number of each voter."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parvis.ballots.gathered import folded, merged_in
from parvis.ballots.methods.grade import GRADES
from parvis.ballots.models import Outcome
from parvis.ballots.outcomes import COUNTERS
from parvis.ballots.ranking import ranking
from parvis.ballots.totals import counted
from parvis.consultations.enums import BallotMethod
from parvis.consultations.models import PhaseAction
from parvis.contributions.enums import State
from parvis.panel.weighing import Cast

MOST_ITEMS = 10
CHUNK = 50_000
YES, NO = 1, 0
SIDES = (1, 0, -1)
ANSWERS: dict[str, tuple[int, ...]] = {
    BallotMethod.FOR_MIXED_AGAINST: SIDES,
    BallotMethod.STATEMENTS: SIDES,
    BallotMethod.MAJORITY_JUDGMENT: tuple(range(len(GRADES) - 1, -1, -1)),
    BallotMethod.APPROVAL: (YES, NO),
    BallotMethod.BUDGET: (YES, NO),
    BallotMethod.RANKING: (YES, NO),
}
"""Of each method whose result is a share of people, the answers. Of a ranking, who puts an item first.

In others, people support without saying no, give points or figures, or compare two by two.
"""
TICKED = (BallotMethod.APPROVAL, BallotMethod.BUDGET, BallotMethod.RANKING)
"""Whoever voted, and did not tick an item (or put it first), said no to it."""


def cast_of(ballot: PhaseAction) -> Cast:
    """The votes that count, on the first items in the official order; the method is one of `ANSWERS`."""
    answers, items = ANSWERS[ballot.ballot_method], _first(ballot)
    votes = folded(_rows(ballot), merged_in(ballot))
    voters = np.unique(votes[:, 0])
    if ballot.ballot_method in TICKED:
        return Cast(answers, tuple(items), _ticked(votes, voters, items), voters)
    kept = votes[np.isin(votes[:, 1], items) & np.isin(votes[:, 2], answers)]
    at = {item: place for place, item in enumerate(items)}
    said = {choice: place for place, choice in enumerate(answers)}
    rows = [(voter, at[item], said[choice]) for voter, item, choice in kept.tolist()]
    return Cast(answers, tuple(items), np.array(rows or np.empty((0, 3)), np.int64), voters)


def _first(ballot: PhaseAction) -> list[int]:
    if ballot.ballot_method in COUNTERS:
        outcome = Outcome.objects.filter(ballot=ballot, is_final=True).first()
        lines = outcome.figures.get("lines", []) if outcome else []
        return [line["item"] for line in lines[:MOST_ITEMS]]
    return [row.contribution.pk for row in ranking(ballot, MOST_ITEMS)]


def _rows(ballot: PhaseAction) -> NDArray[np.int64]:
    """(votes, 3) voter, item, choice, on items that are shown, oldest first."""
    votes = counted(ballot).filter(contribution__state=State.PUBLISHED)
    fields = votes.values_list("voter_id", "contribution_id", "choice").order_by("pk")
    found = list(fields.iterator(chunk_size=CHUNK))
    return np.array(found or np.empty((0, 3)), np.int64)


def _ticked(votes: NDArray[np.int64], voters: NDArray[np.int64], items: list[int]) -> NDArray[np.int64]:
    """Everybody says yes or no to each item."""
    yes = votes[votes[:, 2] == YES]
    blocks = []
    for place, item in enumerate(items):
        said_yes = np.isin(voters, yes[yes[:, 1] == item, 0])
        blocks.append(np.stack([voters, np.full_like(voters, place), np.where(said_yes, 0, 1)], axis=1))
    return np.concatenate(blocks) if blocks else np.empty((0, 3), np.int64)
