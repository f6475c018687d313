"""Topics split further, where they hold parts that come back."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text.chunks import spread
from parvis.analysis.text.clusters import Vectors, agree, group_part
from parvis.analysis.text.mixture import Mixture, Placed, Texts, learn, place, settle
from parvis.analysis.text.number import choose
from parvis.analysis.text.stability import best_jaccard
from parvis.analysis.text.vectors import unit

MOST = 6
"""Subtopics of a topic."""
SMALLEST = 15
"""Texts of the sample in a subtopic of mean size, at least."""
STABLE = 0.5
"""Least mean adjusted Rand index between resamples for a split to be kept."""
PARTS = 4
RUNS = 10
RESAMPLES = 6
PASSES = 2


@dataclass(frozen=True, slots=True)
class Split:
    """Subtopics of one topic."""

    mixture: Mixture
    placed: Placed
    """Where the texts of the topic go, in their order."""
    stability: NDArray[np.float64]
    """(subtopics,) mean best Jaccard similarity; empty where the topic is one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The texts that the parts of topics are looked for in."""

    rows: NDArray[np.int64]
    """(m,) rows, in order, among those that are modelled."""
    smoothed: Vectors
    graph: sp.csr_matrix


def split_all(texts: Texts, label: NDArray[np.int32], k: int, sample: Sample, seed: int) -> list[Split]:
    """Subtopics of each of k topics.

    A topic is cut on the sample, in directions from its own centre, into the number of parts that
    `number.choose` finds; it stays one where these parts do not come back in resamples. All its texts are
    then placed.
    """
    seeds = np.random.SeedSequence([seed, 2]).generate_state(k).tolist()
    order = np.argsort(label, kind="stable")
    bounds = np.searchsorted(label[order], np.arange(k + 1))
    pieces = ((texts, order[bounds[topic] : bounds[topic + 1]], sample, seeds[topic]) for topic in range(k))
    return list(spread(_split, pieces))


def _split(texts: Texts, rows: NDArray[np.int64], sample: Sample, seed: int) -> Split:
    """Rows are those of the topic."""
    members = np.flatnonzero(np.isin(sample.rows, rows, assume_unique=True))
    parts, stability = _parts(sample, members, seed)
    inside = texts.take(rows)
    k = int(parts.max(initial=0)) + 1
    if k == 1:
        one = np.zeros(len(rows), np.int32)
        mixture = learn(inside, one, 1)
        return Split(mixture, Placed(one, place(inside, mixture).affinity), stability)
    start = learn(texts.take(sample.rows[members]), parts, k)
    mixture, placed = settle(inside, place(inside, start).label, k, passes=PASSES)
    return Split(mixture, placed, stability)


def _parts(
    sample: Sample, members: NDArray[np.int64], seed: int
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Part of each member of the sample, and stability of the parts."""
    whole = np.zeros(len(members), np.int32), np.zeros(0)
    most = min(MOST, len(members) // SMALLEST)
    if most < 2:
        return whole
    graph = sp.csr_matrix(sample.graph[members][:, members])
    smoothed = sample.smoothed[members]
    local = unit(smoothed - smoothed.mean(axis=0)).astype(np.float32)
    choice = choose(local, graph, seed, most=most, parts=PARTS)
    found = [candidate for candidate in choice.candidates if candidate.k == choice.k]
    if not found or found[0].stability < STABLE:
        return whole
    label = agree(local, choice.k, seed, runs=RUNS)
    return label, _jaccards(local, label, choice.k, seed)


def _jaccards(local: Vectors, label: NDArray[np.int32], k: int, seed: int) -> NDArray[np.float64]:
    seeds = np.random.SeedSequence([seed, 3]).generate_state(RESAMPLES).tolist()
    half = max(k, len(local) // 2)
    others = [group_part(local, k, one, half) for one in seeds]
    return np.asarray(np.mean([best_jaccard(label, other, k) for other in others], axis=0))
