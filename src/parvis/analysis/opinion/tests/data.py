"""Conversations for tests: real ones, which are not part of the project, and planted ones."""

import hashlib
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from parvis.analysis.opinion.results import Counts, Opinions, Statements
from parvis.analysis.opinion.votes import Votes

POLIS = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "polis"
needs_polis = pytest.mark.skipif(
    not POLIS.is_dir(), reason="the real conversations of ../shared/data/polis are absent"
)


def planted(n, m, votes_each, *, k=2, seed=0, skew=0.0, force=3.0):
    """Votes of k equal groups that disagree on two statements in five, and the group of each participant.

    `skew` is how unequally statements are seen; `force` how strongly groups differ on what divides them.
    """
    random = np.random.default_rng(seed)
    truth = random.integers(0, k, n)
    leaning = random.normal(0, 1, m) + np.where(random.random(m) < 0.4, force, 0.2) * random.normal(
        0, 1, (k, m)
    )
    rows = np.repeat(np.arange(n), votes_each)
    popularity = np.cumsum(np.arange(1, m + 1) ** -skew)
    cols = np.searchsorted(popularity / popularity[-1], random.random(len(rows)))
    agrees = random.random(len(rows)) < 1 / (1 + np.exp(-leaning[truth[rows], cols]))
    values = np.where(random.random(len(rows)) < 0.15, 0, np.where(agrees, 1, -1))
    return Votes.of(rows, cols, values, (n, m)), truth


def triples(votes):
    return votes.rows(), votes.statements, votes.values


def same(one, other):
    """Whether two packed matrices are equal, to the byte."""
    parts = ("starts", "statements", "values")
    equal = [np.array_equal(getattr(one, part), getattr(other, part)) for part in parts]
    return one.shape == other.shape and all(equal)


def fingerprint(found):
    """A hash of every figure of a result."""
    digest = hashlib.sha256()
    for field in fields(found):
        value = getattr(found, field.name)
        if isinstance(value, np.ndarray):
            digest.update(value.tobytes())
        elif isinstance(value, Counts | Statements | Opinions):
            digest.update(fingerprint(value).encode())
        else:
            digest.update(repr(value).encode())
    return digest.hexdigest()
