"""What votes say of statements once people are in groups: counts, shares, tests, and what bridges.

A, D and S are agrees, disagrees and votes of a group on a statement, passes included. The tests and the
choice of statements are those of Small et al. (2021), "Polis: scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2); 1.2816 is the 90 % one-sided normal quantile.
"""

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.opinion.arrays import Flags, Floats
from parvis.analysis.opinion.results import Counts, Representative
from parvis.analysis.opinion.votes import Votes

SIGNIFICANT = 1.2816
KEPT = 5


def count(votes: Votes, group: NDArray[np.integer] | None = None, k: int = 1) -> Counts:
    """Votes by group and statement.

    Parameters
    ----------
    votes
        n participants, m statements.
    group
        (n,) group of each participant, 0..k-1, or -1 for none. By default everybody is in one group.
    k
        Number of groups.

    Returns
    -------
    Counts
        Three arrays (k, m).
    """
    label = np.zeros(votes.shape[0], np.int64) if group is None else group.astype(np.int64)
    m = votes.shape[1]
    table = np.zeros((k + 1) * 3 * m, np.int64)
    for first, last in votes.blocks():
        here = slice(votes.starts[first], votes.starts[last])
        code = np.repeat((label[first:last] + 1) * (3 * m) + m, votes.counts[first:last])
        code += votes.statements[here]
        code += votes.values[here].astype(np.int64) * m
        table += np.bincount(code, minlength=len(table))
    disagree, passed, agree = table.reshape(k + 1, 3, m)[1:].transpose(1, 0, 2)
    return Counts(agree.copy(), disagree.copy(), agree + disagree + passed)


def smoothed(part: NDArray[np.int64], seen: NDArray[np.int64]) -> Floats:
    """Share with one vote added each way: (part + 1) / (seen + 2), 0.5 where nobody voted. Any shape."""
    return np.asarray((part + 1.0) / (seen + 2.0))


def share_test(part: NDArray[np.int64], seen: NDArray[np.int64]) -> Floats:
    """How far a share is above one half, in standard errors (one-proportion z, one vote added). Any shape."""
    total = seen + 1.0
    return np.asarray(2 * np.sqrt(total) * ((part + 1.0) / total - 0.5))


def ratio_test(
    part: NDArray[np.int64],
    seen: NDArray[np.int64],
    other_part: NDArray[np.int64],
    other_seen: NDArray[np.int64],
) -> Floats:
    """How far a share is above that of the others, in standard errors (two-proportion z, +1 on each count).

    Any shape; 0 where both shares are one.
    """
    inside, outside = seen + 1.0, other_seen + 1.0
    pooled = (part + other_part + 2.0) / (inside + outside)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / inside + 1 / outside))
    gap = (part + 1.0) / inside - (other_part + 1.0) / outside
    return np.asarray(np.divide(gap, error, out=np.zeros_like(gap), where=error > 0))


def group_informed_consensus(counts: Counts, *, against: bool = False) -> Floats:
    """What every group agrees with (or is against): product over groups of (A + 1) / (S + 2).

    Returns
    -------
    ndarray
        (m,) between 0 and 1; 1 for every statement where there is no group.
    """
    return np.asarray(np.prod(smoothed(counts.disagree if against else counts.agree, counts.seen), axis=0))


def bridging(counts: Counts) -> Floats:
    """Least agreement over groups, (m,): a statement that one group rejects can never rank high."""
    return np.asarray(smoothed(counts.agree, counts.seen).min(axis=0, initial=1.0))


def reluctant(counts: Counts) -> NDArray[np.int32]:
    """(m,) the group that agrees least with each statement: the one to name beside `bridging`."""
    return np.asarray(smoothed(counts.agree, counts.seen).argmin(axis=0), np.int32)


def divisive(counts: Counts) -> Floats:
    """Greatest minus least agreement over groups, (m,) between 0 and 1."""
    share = smoothed(counts.agree, counts.seen)
    return np.asarray(share.max(axis=0, initial=0.0) - share.min(axis=0, initial=1.0))


def consensus(totals: Counts, hidden: Flags, *, against: bool = False) -> tuple[int, ...]:
    """Statements that people at large agree with (or are against), at most 5.

    Parameters
    ----------
    totals
        Counts of everybody, (1, m).
    hidden
        (m,) statements that may not be named: refused by moderation, or about the consultation itself.

    Returns
    -------
    tuple of int
        Columns by share times test, best first: share over one half, and significantly so.
    """
    part = (totals.disagree if against else totals.agree)[0]
    share, test = smoothed(part, totals.seen[0]), share_test(part, totals.seen[0])
    eligible = np.flatnonzero((share > 0.5) & (test > SIGNIFICANT) & ~hidden)
    best = np.argsort(-(share * test)[eligible], kind="stable")[:KEPT]
    return tuple(eligible[best].tolist())


class _Direction:
    """Share, its test, ratio to the others and its test, of agrees or of disagrees; each (k, m)."""

    def __init__(self, part: NDArray[np.int64], seen: NDArray[np.int64], *, agrees: bool) -> None:
        others, others_seen = part.sum(axis=0) - part, seen.sum(axis=0) - seen
        self.part, self.seen, self.agrees = part, seen, agrees
        self.share, self.z_share = smoothed(part, seen), share_test(part, seen)
        self.ratio = self.share / smoothed(others, others_seen)
        self.z_ratio = ratio_test(part, seen, others, others_seen)
        self.metric = self.ratio * self.z_ratio * self.share * self.z_share
        self.significant = (self.z_ratio > SIGNIFICANT) & (self.z_share > SIGNIFICANT)

    def described(self, group: int, statement: int, *, best: bool) -> Representative:
        """One of its statements, as it marks a group."""
        cell = (group, statement)
        return Representative(
            statement=statement,
            agrees=self.agrees,
            votes=int(self.part[cell]),
            seen=int(self.seen[cell]),
            share=float(self.share[cell]),
            ratio=float(self.ratio[cell]),
            z_share=float(self.z_share[cell]),
            z_ratio=float(self.z_ratio[cell]),
            best_agree=best,
        )


def representative(counts: Counts, hidden: Flags | None = None) -> tuple[tuple[Representative, ...], ...]:
    """Statements that mark each group against the others.

    Parameters
    ----------
    counts
        (k, m) votes by group.
    hidden
        (m,) statements that may not be named.

    Returns
    -------
    tuple of tuple of Representative
        At most 5 a group: agrees before disagrees, in each the most telling first, and at the head the
        statement that the group agrees with most, where there is one.
    """
    k, m = counts.seen.shape
    visible = np.flatnonzero(np.ones(m, np.bool_) if hidden is None else ~hidden)
    agree = _Direction(counts.agree, counts.seen, agrees=True)
    disagree = _Direction(counts.disagree, counts.seen, agrees=False)
    return tuple(_of_group(agree, disagree, group, visible) for group in range(k))


def _of_group(
    agree: _Direction, disagree: _Direction, group: int, visible: NDArray[np.int64]
) -> tuple[Representative, ...]:
    best = _best_agreed(agree, disagree, group, visible)
    favours = agree.z_ratio[group] > disagree.z_ratio[group]
    metric = np.where(favours, agree.metric[group], disagree.metric[group])
    marks = visible[(agree.significant | disagree.significant)[group, visible]]
    ranked = marks[np.argsort(-metric[marks], kind="stable")].tolist()
    chosen = [*([] if best is None else [best]), *(mark for mark in ranked if mark != best)][:KEPT]
    if not chosen:
        chosen = _most_set_apart(agree, disagree, group, visible)
    found = [
        (agree if favours[mark] or mark == best else disagree).described(group, mark, best=mark == best)
        for mark in chosen
    ]
    return tuple(sorted(found, key=lambda mark: not mark.agrees))


def _best_agreed(
    agree: _Direction, disagree: _Direction, group: int, visible: NDArray[np.int64]
) -> int | None:
    """The statement that a group agrees with most: more than others do if there is one, else by itself."""
    share, test, ratio = (value[group, visible] for value in (agree.share, agree.z_share, agree.ratio))
    voted = (agree.part + disagree.part)[group, visible] > 0
    candidate = voted & ((test > SIGNIFICANT) | ((ratio > 1) & (share > 0.5)))
    if not candidate.any():
        return None
    apart = candidate & (ratio > 1)
    if apart.any():
        return int(visible[np.where(apart, agree.metric[group, visible], -np.inf).argmax()])
    return int(visible[np.where(candidate, share * test, -np.inf).argmax()])


def _most_set_apart(
    agree: _Direction, disagree: _Direction, group: int, visible: NDArray[np.int64]
) -> list[int]:
    gap = np.maximum(agree.z_ratio[group, visible], disagree.z_ratio[group, visible])
    return [int(visible[gap.argmax()])] if len(visible) else []
