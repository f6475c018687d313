"""Ballots that count people: support, approval, for / mixed / against, statements."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.checks import count
from parvis.analysis.errors import AnalysisError
from parvis.analysis.tally.counts import AGAINST, FOR, MIXED
from parvis.analysis.tally.votes import Votes, allowed, people_by_item, rank_items


@dataclass(frozen=True, slots=True)
class Supports:
    """How many people chose each item."""

    people: NDArray[np.int64]
    """(m,) people in support."""
    share: NDArray[np.float64]
    """(m,) of everybody who cast a ballot, 0 to 1; 0 when nobody did."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) 1 for the most chosen; equals share a rank."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How people answered on each item."""

    in_favour: NDArray[np.int64]
    """(m,)"""
    mixed: NDArray[np.int64]
    """(m,)"""
    against: NDArray[np.int64]
    """(m,)"""
    people: NDArray[np.int64]
    """(m,) who answered on it."""
    net: NDArray[np.int64]
    """(m,) for minus against."""
    agreement: NDArray[np.float64]
    """(m,) smoothed share in favour, (for + 1) / (people + 2): one vote out of one is 0.67, not 1."""
    voters: int
    rank: NDArray[np.int64]
    """(m,) by net, then by people for."""


def support(cast: Votes) -> Supports:
    """People in support of each item; a person may support as many as they like.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is not 1.

    Notes
    -----
    It counts a mobilisation: silence is neither against nor indifferent.
    """
    allowed(cast, FOR, FOR)
    people = people_by_item(cast)
    return Supports(people, people / max(cast.voters, 1), cast.voters, rank_items(people))


def approval(cast: Votes, *, limit: int | None = None) -> Supports:
    """People who approve of each item, each of them of `limit` items at most.

    The same count as `support`, on a closed list read by every voter, so that the share means something.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is not 1; `too_many_choices` when a voter approves of
        more than `limit`.

    References
    ----------
    Brams, S. J. and Fishburn, P. C. (1978). Approval voting. American Political Science Review 72(3).
    """
    if limit is not None:
        _within(cast, count(limit, "limit", low=1))
    return support(cast)


def for_mixed_against(cast: Votes) -> Answers:
    """People for (+1), mixed (0) and against (-1) on each item.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is not one of these three.
    """
    allowed(cast, AGAINST, FOR)
    favour, mixed, against = (people_by_item(cast, cast.value == answer) for answer in (FOR, MIXED, AGAINST))
    people = favour + mixed + against
    net = favour - against
    agreement = (favour + 1) / (people + 2)
    return Answers(favour, mixed, against, people, net, agreement, cast.voters, rank_items(net, favour))


def statements(cast: Votes) -> Answers:
    """People who agree (+1), pass (0) and disagree (-1) on each statement.

    Counted as `for_mixed_against`; `agreement` is the smoothed share of those who saw it, which lets a
    statement shown to few be compared with one shown to many.

    Raises
    ------
    AnalysisError
        `vote_out_of_range` when a value is not one of these three.

    References
    ----------
    Small, C. et al. (2021). Polis: scaling deliberation by mapping high dimensional opinion spaces. Recerca
    26(2).
    """
    return for_mixed_against(cast)


def _within(cast: Votes, limit: int) -> None:
    most = int(np.bincount(cast.voter, minlength=1).max())
    if most > limit:
        raise AnalysisError(
            "too_many_choices",
            f"a voter chose {most} items where {limit} are allowed",
            chosen=most,
            limit=limit,
        )
