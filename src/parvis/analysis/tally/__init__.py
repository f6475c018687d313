"""Tallies as numbers: votes in, counts, shares and ranks out. One module a family of ballots."""

from parvis.analysis.tally.budget import Budget, greedy
from parvis.analysis.tally.counts import (
    AGAINST,
    FOR,
    MIXED,
    Shares,
    best,
    net,
    opinion_score,
    people,
    ranks,
    shares,
    support_score,
)
from parvis.analysis.tally.equal_shares import EqualShares, equal_shares
from parvis.analysis.tally.grades import Grades, grades
from parvis.analysis.tally.judgment import Judgments, majority_judgment
from parvis.analysis.tally.opinion import Answers, Supports, approval, for_mixed_against, statements, support
from parvis.analysis.tally.pairs import Strengths, bradley_terry
from parvis.analysis.tally.points import Points, points
from parvis.analysis.tally.ranking import Borda, Schulze, borda, condorcet_winner, duels, schulze
from parvis.analysis.tally.runoff import Round, Runoff, instant_runoff, possible_winners
from parvis.analysis.tally.votes import Votes, rank_items, votes

__all__ = [
    "AGAINST",
    "FOR",
    "MIXED",
    "Answers",
    "Borda",
    "Budget",
    "EqualShares",
    "Grades",
    "Judgments",
    "Points",
    "Round",
    "Runoff",
    "Schulze",
    "Shares",
    "Strengths",
    "Supports",
    "Votes",
    "approval",
    "best",
    "borda",
    "bradley_terry",
    "condorcet_winner",
    "duels",
    "equal_shares",
    "for_mixed_against",
    "grades",
    "greedy",
    "instant_runoff",
    "majority_judgment",
    "net",
    "opinion_score",
    "people",
    "points",
    "possible_winners",
    "rank_items",
    "ranks",
    "schulze",
    "shares",
    "statements",
    "support",
    "support_score",
    "votes",
]
