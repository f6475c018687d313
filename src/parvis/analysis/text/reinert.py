"""Descending hierarchical classification (Reinert 1983), which practitioners know by Alceste and IRaMuTeQ.

All texts are one class at first. The largest class is cut in two, again and again: texts are put in order
along the first axis of a correspondence analysis, cut where the two sides differ most in their words
(chi-square), and moved across while that makes them differ more. Words that belong to one side are then no
longer looked at in the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import language
from parvis.analysis.text.chunks import one_thread
from parvis.analysis.text.contentless import contentless
from parvis.analysis.text.features import features
from parvis.analysis.text.reading import as_series
from parvis.analysis.text.tokens import tokenise
from parvis.analysis.text.words import kin

RAREST = 3
"""Texts of a class that hold a word for it to count in its division."""
OWN = 0.3
"""Contingency coefficient from which a word belongs to one side only."""
SMALLEST = 10
"""Texts in a class, at least."""
MOVES = 20
SUBSPACE = 6
ITERATIONS = 12
WORDS = 12
NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class Division:
    """A class cut in two."""

    parent: int
    """Node cut; 0 is the whole."""
    children: tuple[int, int]
    """Nodes made, numbered in order."""
    chi_square: float
    """Of the table of the two sides by their words."""


@dataclass(frozen=True, slots=True)
class LexicalClass:
    """A final class."""

    size: int
    words: tuple[str, ...]
    """Those whose chi-square with the class is greatest, among those it uses more than the rest."""
    chi_squares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """Final classes of n texts, and how they were made."""

    label: NDArray[np.int32]
    """(n,) class from 0, largest first; -1 where a text has no word that counts."""
    classes: tuple[LexicalClass, ...]
    divisions: tuple[Division, ...]
    nodes: tuple[int, ...]
    """(classes,) node of the tree that each class is."""


def reinert(
    texts: Sequence[str] | pl.Series,
    *,
    classes: int = 10,
    languages: Sequence[str] | None = None,
    seed: int = 0,
) -> Classification:
    """Classify texts by the words they hold.

    Parameters
    ----------
    classes
        How many at most; fewer where no class of 20 texts is left to cut.
    languages
        (n,) ISO 639-1 codes; detected by default.

    Raises
    ------
    AnalysisError
        `not_text`; `bad_number_of_classes` below 1.
    """
    if classes < 1:
        message = f"the number of classes must be 1 or more, not {classes}"
        raise AnalysisError("bad_number_of_classes", message, number=classes)
    series = as_series(texts)
    tokens = tokenise(series)
    codes = language.languages(tokens) if languages is None else np.asarray(languages, np.str_)
    held = np.flatnonzero(~contentless(series))
    found = features(tokens, codes, rows=held)
    with one_thread():
        label, divisions, nodes = divide(found.counts[held], classes, seed)
    every = np.full(len(series), -1, np.int32)
    every[held] = label
    described = tuple(_described(found.counts, every, number, found.names) for number in range(len(nodes)))
    return Classification(every, described, tuple(divisions), tuple(nodes))


def divide(
    counts: sp.csr_matrix, classes: int, seed: int = 0
) -> tuple[NDArray[np.int32], list[Division], list[int]]:
    """Classes of texts from a table of texts by words, of which only presence counts.

    Returns
    -------
    tuple
        (n,) labels from 0, largest first, -1 for an empty row; divisions in order; node of each class.
    """
    presence = sp.csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), shape=counts.shape)
    rows = np.flatnonzero(np.diff(presence.indptr))
    leaves = {0: (rows, np.arange(presence.shape[1]))} if len(rows) else {}
    closed: dict[int, NDArray[np.int64]] = {}
    divisions: list[Division] = []
    while leaves and len(leaves) + len(closed) < classes:
        node = max(leaves, key=lambda name: (len(leaves[name][0]), -name))
        members, words = leaves.pop(node)
        halves = _halves(presence, members, words, seed)
        if halves is None:
            closed[node] = members
            continue
        made = 2 * len(divisions) + 1, 2 * len(divisions) + 2
        divisions.append(Division(node, made, halves[2]))
        leaves.update(zip(made, halves[:2], strict=True))
    members_of = closed | {node: held[0] for node, held in leaves.items()}
    nodes = sorted(members_of, key=lambda node: (-len(members_of[node]), node))
    label = np.full(counts.shape[0], -1, np.int32)
    for number, node in enumerate(nodes):
        label[members_of[node]] = number
    return label, divisions, nodes


Half = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Rows, and the words still looked at among them."""


def _halves(
    presence: sp.csr_matrix, members: NDArray[np.int64], words: NDArray[np.int64], seed: int
) -> tuple[Half, Half, float] | None:
    """Two sides of a class and their chi-square; None where it cannot be cut."""
    table = sp.csr_matrix(presence[members][:, words])
    words = words[table.getnnz(axis=0) >= RAREST]
    table = sp.csr_matrix(presence[members][:, words])
    if len(members) < 2 * SMALLEST or table.nnz == 0 or min(table.shape) < 3:
        return None
    left = _moved(table, _cut(table, first_axis(table, seed)))
    if min(left.sum(), (~left).sum()) < SMALLEST:
        return None
    own = _own(table, left)
    sides = (left, words[own >= 0]), (~left, words[own <= 0])
    halves = [(members[rows], kept) for rows, kept in sides]
    return halves[0], halves[1], chi_square(table, left)


def first_axis(table: sp.csr_matrix, seed: int = 0) -> NDArray[np.float64]:
    """(n,) coordinates of rows on the first axis of a correspondence analysis (Benzécri 1973).

    The table divided by the square roots of its margins has a first pair of singular vectors that says
    nothing, the square roots themselves; the second is looked for by subspace iteration, without them.
    """
    rows, columns = (np.sqrt(np.asarray(table.sum(axis=axis)).ravel()) for axis in (1, 0))
    scaled = (
        sp.diags(1 / np.maximum(rows, NEGLIGIBLE)) @ table @ sp.diags(1 / np.maximum(columns, NEGLIGIBLE))
    )
    known = rows / np.linalg.norm(rows), columns / np.linalg.norm(columns)
    basis = np.random.default_rng(seed).normal(size=(table.shape[1], SUBSPACE))
    for _ in range(ITERATIONS):
        image = _orthonormal(scaled @ basis, known[0])
        basis = _orthonormal(scaled.T @ image, known[1])
    image = scaled @ basis - np.outer(known[0], known[1] @ basis)
    left, _, _ = np.linalg.svd(image, full_matrices=False)
    return np.where(rows > 0, left[:, 0] / np.maximum(rows, NEGLIGIBLE), 0)


def _orthonormal(columns: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.float64]:
    """A basis of the columns, without their part along a known direction."""
    return np.linalg.qr(columns - np.outer(known, known @ columns))[0]


def _cut(table: sp.csr_matrix, axis: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) rows on the left of the cut where both sides differ most, each large enough."""
    order = np.argsort(np.round(axis, 9), kind="stable")
    ordered = table[order]
    total = np.asarray(table.sum(axis=0)).ravel()
    before = _earlier(ordered)
    entry = (2 * before + 1) / total[ordered.indices]
    ends = ordered.indptr[1:]
    squares = np.concatenate([np.zeros(1), np.cumsum(entry)])[ends]
    inertia = _inertia(squares, ends.astype(float), total.sum())
    inertia[: SMALLEST - 1] = inertia[len(inertia) - SMALLEST :] = -1
    left = np.zeros(len(order), bool)
    left[order[: int(np.round(inertia, 12).argmax()) + 1]] = True
    return left


def _earlier(table: sp.csr_matrix) -> NDArray[np.int64]:
    """For each entry, how many rows before its own hold its column."""
    order = np.argsort(table.indices, kind="stable")
    sizes = np.bincount(table.indices, minlength=table.shape[1])
    starts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    earlier = np.empty(table.nnz, np.int64)
    earlier[order] = np.arange(table.nnz) - starts
    return earlier


def _inertia(squares: NDArray[np.float64], mass: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    """Chi-square over total, from the sum of a² / t over words (a on one side, t in all) and its mass."""
    other = np.maximum(total - mass, NEGLIGIBLE)
    return total / (np.maximum(mass, NEGLIGIBLE) * other) * (squares - mass**2 / total)


def chi_square(table: sp.csr_matrix, left: NDArray[np.bool_]) -> float:
    """Of the table of two sides by words (Pearson 1900).

    Parameters
    ----------
    table
        (n, V) presence of words, 0 or 1; words held by no row do not count.
    left
        (n,) rows of one side.
    """
    total = np.asarray(table.sum(axis=0)).ravel()
    inside = left.astype(float) @ table
    squares = float((inside**2 / np.maximum(total, NEGLIGIBLE)).sum())
    mass = np.array([inside.sum()])
    return float(total.sum() * _inertia(np.array([squares]), mass, float(total.sum()))[0])


def _moved(table: sp.csr_matrix, left: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sides once no text can move across and make them differ more."""
    best = chi_square(table, left)
    for _ in range(MOVES):
        gains = _gains(table, left)
        willing = np.flatnonzero(gains > NEGLIGIBLE)
        willing = willing[np.argsort(-np.round(gains[willing], 9), kind="stable")]
        while len(willing):
            tried = left.copy()
            tried[willing] = ~tried[willing]
            reached = chi_square(table, tried)
            if reached > best + NEGLIGIBLE and min(tried.sum(), (~tried).sum()) >= SMALLEST:
                break
            willing = willing[: len(willing) // 2]
        if not len(willing):
            return left
        left, best = tried, reached
    return left


def _gains(table: sp.csr_matrix, left: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n,) inertia gained if each row, alone, went to the other side."""
    total = np.asarray(table.sum(axis=0)).ravel()
    inside = left.astype(float) @ table
    way = np.where(left, -1.0, 1.0)
    weight = 1 / np.maximum(total, NEGLIGIBLE)
    change = table @ weight + 2 * way * (table @ (inside * weight))
    squares = float((inside**2 * weight).sum())
    mass, size = inside.sum(), np.diff(table.indptr)
    now = _inertia(np.array([squares]), np.array([mass]), total.sum())[0]
    return np.asarray(_inertia(squares + change, mass + way * size, total.sum()) - now)


def _own(table: sp.csr_matrix, left: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(V,) 1 for a word of the left side only, -1 for one of the right only, 0 for others."""
    held, expected, chi = _word_chi_squares(table, left)
    own = np.sqrt(chi / (chi + table.shape[0])) > OWN
    return np.where(own, np.where(held > expected, 1, -1), 0)


def _word_chi_squares(
    table: sp.csr_matrix, inside: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """For each word: texts of one side that hold it, as many by chance, chi-square of presence by side."""
    texts, size = table.shape[0], float(inside.sum())
    total = np.asarray(table.sum(axis=0)).ravel()
    held = inside.astype(float) @ table
    expected = total * size / texts
    spread = expected * (1 - total / texts) * (1 - size / texts)
    return held, expected, (held - expected) ** 2 / np.maximum(spread, NEGLIGIBLE)


def _described(
    counts: sp.csr_matrix, label: NDArray[np.int32], number: int, names: Sequence[str]
) -> LexicalClass:
    rows = np.flatnonzero(label >= 0)
    table = sp.csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), shape=counts.shape)[rows]
    held, expected, chi = _word_chi_squares(table, label[rows] == number)
    chosen: list[int] = []
    for column in np.argsort(-np.round(np.where(held > expected, chi, -1), 9), kind="stable").tolist():
        if len(chosen) == WORDS or held[column] <= expected[column]:
            break
        if not any(kin(names[column], names[other]) for other in chosen):
            chosen.append(column)
    size = int((label == number).sum())
    return LexicalClass(size, tuple(names[c] for c in chosen), tuple(float(chi[c]) for c in chosen))
