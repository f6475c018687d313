"""The whole analysis, from votes to what marks, divides and bridges groups."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from threadpoolctl import threadpool_limits

from parvis.analysis.errors import AnalysisError
from parvis.analysis.opinion.arrays import Flags, Floats, Labels
from parvis.analysis.opinion.clusters import Grouping, base_clusters, gather, group
from parvis.analysis.opinion.components import Centred, Space, aligned, centre, components
from parvis.analysis.opinion.projection import (
    FEWEST_PLACED,
    THRESHOLD,
    extremity,
    placed,
    positions,
    statement_positions,
)
from parvis.analysis.opinion.resampled_axes import BlockImages
from parvis.analysis.opinion.results import Counts, Opinions, Statements
from parvis.analysis.opinion.routing import priorities
from parvis.analysis.opinion.sparse import needs_sparse_mode, sparse_components
from parvis.analysis.opinion.stability import CLEAR, RESAMPLES, stability
from parvis.analysis.opinion.statistics import (
    bridging,
    consensus,
    count,
    divisive,
    group_informed_consensus,
    representative,
)
from parvis.analysis.opinion.votes import Votes

DRAWN = 4_000
ANALYSED_WHOLE = 500_000


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """What an analysis is asked to do, checked."""

    refused: Flags
    """(m,) statements refused by moderation."""
    meta: Flags
    """(m,) statements about the consultation itself."""
    groups: int | None
    """Number of groups; None for that of the best silhouette."""
    sparse: bool | None
    """Noise-corrected mode; None to judge by the loadings."""
    threshold: int
    """Votes needed to be placed."""
    seed: int

    @property
    def left_out(self) -> Flags:
        """(m,) statements that count as 0 for everybody."""
        return self.refused | self.meta


@dataclass(frozen=True, slots=True, eq=False)
class Warm:
    """Where to start from: what an earlier, slightly smaller matrix gave."""

    axes: Floats
    """(2, m)"""
    sparse: bool
    base: Floats
    """(b, 2) base centres."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Participants on the map and in groups."""

    votes: Votes
    totals: Counts
    centred: Centred
    space: Space
    position: Floats
    """(n, 2)"""
    label: Labels
    """(n,) largest group first, -1 where not placed."""
    grouping: Grouping
    """Of those placed, in the order of rows."""


def groups(
    rows: ArrayLike,
    cols: ArrayLike,
    values: ArrayLike,
    shape: tuple[int, int] | None = None,
    groups: int | None = None,
    *,
    seed: int = 0,
    refused: ArrayLike | None = None,
    meta: ArrayLike | None = None,
    sparse: bool | None = None,
    threshold: int = THRESHOLD,
    resamples: int = RESAMPLES,
) -> Opinions:
    """Find groups of participants who vote alike, and what marks, divides and bridges them (Polis's method).

    Parameters
    ----------
    rows, cols, values
        (v,) participant, statement (from 0) and vote of each: agree 1, pass 0, disagree -1. The last vote on
        a cell wins; what was not seen is simply absent.
    shape
        Participants and statements; by default, as many as the votes name.
    groups, seed, refused, meta, sparse, threshold, resamples
        As `analyse`, which says too what comes back.

    Raises
    ------
    AnalysisError
        As `Votes.of` and `analyse`.

    Examples
    --------
    >>> rows = [0, 0, 1, 1, 2, 2, 3, 3]
    >>> cols = [0, 1, 0, 1, 0, 1, 0, 1]
    >>> found = groups(rows, cols, [1, -1, 1, -1, -1, 1, -1, 1], groups=2, resamples=0)
    >>> found.group.tolist()
    [0, 0, 1, 1]
    """
    return analyse(
        Votes.of(rows, cols, values, shape),
        groups=groups,
        seed=seed,
        refused=refused,
        meta=meta,
        sparse=sparse,
        threshold=threshold,
        resamples=resamples,
    )


def analyse(
    votes: Votes,
    *,
    groups: int | None = None,
    seed: int = 0,
    refused: ArrayLike | None = None,
    meta: ArrayLike | None = None,
    sparse: bool | None = None,
    threshold: int = THRESHOLD,
    resamples: int = RESAMPLES,
) -> Opinions:
    """The same as `groups`, from packed votes. Linear in votes; one thread, so that threads change nothing.

    Parameters
    ----------
    votes
        n participants, m statements.
    groups
        How many to make, 1 or more; by default the number, from 2 to 5, of the best silhouette.
    seed
        Of everything that is drawn: starts above 10,000 participants, resamples.
    refused, meta
        (m,) marks of the statements refused by moderation, and of those about the consultation itself. They
        weigh on no position, and mark no group.
    sparse
        Whether to use the noise-corrected mode; by default, where plain components rest on few statements.
    threshold
        Votes needed to be placed in a group.
    resamples
        Bootstrap resamples for the stability; 0 to leave it out (NaN). It is NaN too for a single group.

    Returns
    -------
    Opinions
        Its notes: `no_clear_groups` (stability below 0.5, or all at one point), `fewer_groups` than asked,
        `few_participants` (under 15 have enough votes), `few_statements` (fewer than the threshold).

    Raises
    ------
    AnalysisError
        `no_votes`; `bad_groups`, `bad_seed`, `bad_threshold`, `bad_resamples`; `unequal_lengths` of marks.
    """
    method = checked(
        votes, groups=groups, seed=seed, refused=refused, meta=meta, sparse=sparse, threshold=threshold
    )
    whole_number(resamples, 0, "bad_resamples", "resamples")
    with threadpool_limits(1):
        found = fit(votes, method)
        return described(found, method, stability_of(found, method, resamples))


def checked(
    votes: Votes,
    *,
    groups: int | None = None,
    seed: int,
    refused: ArrayLike | None,
    meta: ArrayLike | None,
    sparse: bool | None,
    threshold: int,
) -> Method:
    """The demands of a caller, or AnalysisError as `analyse` says."""
    if not votes.size:
        raise AnalysisError("no_votes", "there is no vote to analyse")
    if groups is not None:
        whole_number(groups, 1, "bad_groups", "groups")
    whole_number(seed, 0, "bad_seed", "seed")
    whole_number(threshold, 1, "bad_threshold", "threshold")
    marks = [_marks(given, votes.shape[1]) for given in (refused, meta)]
    return Method(marks[0], marks[1], groups, sparse, threshold, seed)


def whole_number(given: object, least: int, code: str, name: str) -> None:
    """Raise AnalysisError `code` unless `given` is an integer of at least `least`."""
    if isinstance(given, bool) or not isinstance(given, int | np.integer) or given < least:
        raise AnalysisError(code, f"{name} = {given!r}: give a whole number, {least} or more", value=given)


def fit(votes: Votes, method: Method, warm: Warm | None = None) -> Fit:
    """Place participants on the map and in groups."""
    totals = count(votes)
    centred = centre(votes, totals, method.left_out)
    space = _space(votes, centred, method, warm)
    position = positions(votes, centred, space, method.left_out)
    rows = np.flatnonzero(placed(votes.counts, votes.shape[1], method.threshold))
    start = warm.base if warm and warm.sparse == space.sparse else None
    order = np.argsort(votes.statements[votes.starts[rows]], kind="stable")
    made = group(position[rows], order, k=method.groups, start=start, seed=method.seed)
    label = np.full(votes.shape[0], -1, np.int32)
    label[rows] = largest_first(made.label, made.k)
    return Fit(votes, totals, centred, space, position, label, made)


def stability_of(found: Fit, method: Method, resamples: int) -> float:
    """How far the groups would be the same with other participants.

    Up to 500,000 votes, each bootstrap resample is analysed from its votes on. Above, the axes of each
    resample come from `BlockImages`, and groups are made of 4,000 participants drawn among those placed. That
    was within 0.1 of whole analyses where groups were clear, and too kind where they were not.

    Parameters
    ----------
    found, method
        n participants in groups, and how.
    resamples
        Number of resamples; NaN comes back for 0, and where all are in one group.

    Returns
    -------
    float
        Mean adjusted Rand index.
    """
    if not resamples or found.grouping.k == 1:
        return float("nan")
    n = len(found.label)
    if found.votes.size <= ANALYSED_WHOLE:
        again, size = partial(_from_votes, found, method), n
        rows = np.arange(n)
    else:
        images = BlockImages.of(found.centred, found.space)
        again, size = partial(_from_axes, found, method, images), DRAWN
        rows = np.flatnonzero(found.label >= 0)
    return stability(found.label, again, rows, size=size, resamples=resamples, seed=method.seed)


def described(found: Fit, method: Method, stable: float) -> Opinions:
    """What a fit says of participants and statements."""
    k = found.grouping.k
    counts = count(found.votes, found.label, k)
    far = extremity(found.space)
    return Opinions(
        group=found.label,
        k=k,
        position=found.position,
        statement_position=statement_positions(found.space),
        centres=_centres(found.position, found.label, k),
        variance=found.space.variance,
        silhouette=found.grouping.silhouettes.get(k, 0.0),
        silhouettes={number: value for number, value in found.grouping.silhouettes.items() if number > 1},
        stability=stable,
        sparse=found.space.sparse,
        counts=counts,
        totals=found.totals,
        statements=Statements(
            consensus=group_informed_consensus(counts),
            consensus_against=group_informed_consensus(counts, against=True),
            bridging=bridging(counts),
            divisive=divisive(counts),
            extremity=far,
            priority=priorities(counts, far, refused=method.refused, meta=method.meta),
        ),
        representative=representative(counts, method.left_out),
        consensus_agree=consensus(found.totals, method.left_out),
        consensus_disagree=consensus(found.totals, method.left_out, against=True),
        threshold=min(method.threshold, found.votes.shape[1]),
        seed=method.seed,
        notes=_notes(found, method, stable),
    )


def largest_first(label: Labels, k: int) -> Labels:
    """The same groups numbered by size, the largest 0; those of one size by their first row."""
    first = np.full(k, len(label))
    np.minimum.at(first, label, np.arange(len(label)))
    order = np.lexsort((first, -np.bincount(label, minlength=k)))
    number = np.empty(k, np.int32)
    number[order] = np.arange(k, dtype=np.int32)
    return number[label]


def _space(votes: Votes, centred: Centred, method: Method, warm: Warm | None) -> Space:
    start = warm.axes.sum(axis=0) if warm else None
    plain = None if method.sparse else components(centred, start)
    if plain and (method.sparse is False or not needs_sparse_mode(plain, votes)):
        space = plain
    else:
        space = sparse_components(centred, start)
    return aligned(space, warm.axes) if warm else space


def _from_votes(found: Fit, method: Method, drawn: NDArray[np.int64], random: np.random.Generator) -> Labels:
    votes = found.votes.take(drawn)
    if not votes.size:
        return np.full(len(drawn), -1, np.int32)
    return fit(votes, replace(method, groups=found.grouping.k, sparse=found.space.sparse)).label


def _from_axes(
    found: Fit, method: Method, images: BlockImages, drawn: NDArray[np.int64], random: np.random.Generator
) -> Labels:
    space, votes = images.resample(random), found.votes.take(drawn)
    centred = replace(found.centred, matrix=found.centred.matrix[drawn])
    position = positions(votes, centred, space, method.left_out)
    seed = int(random.integers(2**32))
    base, base_of = base_clusters(position, None, seed=seed)
    return gather(base, found.grouping.k, several=True, seed=seed).label[base_of]


def _centres(position: Floats, label: Labels, k: int) -> Floats:
    """(k, 2) mean position of each group."""
    rows = np.flatnonzero(label >= 0)
    size = np.bincount(label[rows], minlength=k)
    sums = [np.bincount(label[rows], weights=position[rows, axis], minlength=k) for axis in (0, 1)]
    return np.stack(sums, axis=1) / size[:, None]


def _notes(found: Fit, method: Method, stable: float) -> tuple[str, ...]:
    statements = found.votes.shape[1]
    enough = int((found.votes.counts >= min(method.threshold, statements)).sum())
    said = {
        "no_clear_groups": stable < CLEAR or found.grouping.k == 1,
        "fewer_groups": method.groups is not None and found.grouping.k < method.groups,
        "few_participants": enough < FEWEST_PLACED,
        "few_statements": statements < method.threshold,
    }
    return tuple(note for note, holds in said.items() if holds)


def _marks(given: ArrayLike | None, statements: int) -> Flags:
    """(m,) marks of statements, none by default."""
    marks = np.zeros(statements, np.bool_) if given is None else np.asarray(given)
    if marks.shape != (statements,) or marks.dtype != np.bool_:
        raise AnalysisError(
            "unequal_lengths", f"give a mark (true or false) to each of {statements} statements"
        )
    return marks
