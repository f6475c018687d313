"""From tokens to numbers: stems that tell texts apart, counted, then weighted.

Everything that concerns a word (its stem, whether it is a function word) is worked out once a type, never
once a token.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text.tokens import Tokens
from parvis.analysis.text.vocabulary import Stems, stems

NO_CEILING = 10
"""Texts that a word may always be in, whatever its share of them: `max_df` is for crowds."""


@dataclass(frozen=True, slots=True)
class Features:
    """Counts of n texts over V' stems; V types in the vocabulary of the tokens."""

    counts: sp.csr_matrix
    """(n, V') float32, times a stem is in a text; columns sorted within a row."""
    tfidf: sp.csr_matrix
    """(n, V') float32, (1 + ln count) * idf, rows of length 1 (or empty); same pattern as `counts`."""
    names: tuple[str, ...]
    """(V',) the surface form most often written."""
    idf: NDArray[np.float32]
    """(V',) 1 + ln((1 + m) / (1 + document frequency)), m texts counted."""
    document_frequency: NDArray[np.int64]
    """(V',) texts that hold the stem, among those counted."""
    feature_of_type: NDArray[np.int32]
    """(V,) column of each type, -1 where it is a function word, too rare or too common."""


def features(
    tokens: Tokens,
    languages: NDArray[np.str_],
    *,
    min_df: int | None = None,
    max_df: float = 0.2,
    rows: NDArray[np.integer] | None = None,
) -> Features:
    """Stem, leave out function words, count, and weight by TF-IDF (Salton & Buckley 1988, sublinear).

    Parameters
    ----------
    tokens
        Of n texts.
    languages
        (n,) ISO 639-1 codes, empty where unknown; see `language.languages`.
    min_df
        Least number of texts that hold a stem; by default from 1 below 100 texts to 5 at 100,000, then one
        text in 50,000.
    max_df
        Greatest share of the texts, 0 to 1, once a stem is in more than 10 of them.
    rows
        Texts that count for frequencies (one of each near-duplicate group, nothing contentless); all by
        default. The matrices hold all n texts in every case.

    Notes
    -----
    Where nothing is left (a few texts, or all the same), the ceiling is lifted, then the floor. A corpus of
    function words only has no feature: V' is 0.
    """
    found = stems(tokens, languages)
    everything = _counted(tokens, found)
    counted = everything if rows is None else everything[rows]
    frequency = np.bincount(counted.indices, minlength=everything.shape[1]).astype(np.int64)
    kept = _kept(frequency, counted.shape[0], min_df, max_df)
    counts, columns = _narrowed(everything, kept)
    idf = _idf(frequency[kept], counted.shape[0])
    return Features(
        counts=counts,
        tfidf=weighted(counts, idf),
        names=tuple(found.names[stem] for stem in kept),
        idf=idf,
        document_frequency=frequency[kept],
        feature_of_type=np.append(columns, np.int32(-1))[found.stem_of_type],
    )


def default_floor(texts: int) -> int:
    """Least number of texts that hold a stem worth keeping."""
    return max(1, min(5, len(str(texts)) - 1), texts // 50_000)


def _counted(tokens: Tokens, found: Stems) -> sp.csr_matrix:
    """(n, stems) counts, before any is left out for its frequency."""
    stem = found.stem_of_type[tokens.codes] if len(tokens.codes) else tokens.codes
    held = stem >= 0
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(held, dtype=np.int64)])[tokens.starts]
    columns = stem[held]
    ones = np.ones(len(columns), np.float32)
    counts = sp.csr_matrix((ones, columns, ends), shape=(len(tokens.lengths), len(found.names)))
    counts.sum_duplicates()
    return counts


def _kept(frequency: NDArray[np.int64], texts: int, min_df: int | None, max_df: float) -> NDArray[np.int64]:
    """Columns between floor and ceiling, or the nearest to that which leaves something."""
    floor = default_floor(texts) if min_df is None else min_df
    ceiling = max(max_df * texts, NO_CEILING)
    for least, most in ((floor, ceiling), (floor, texts), (1, texts)):
        kept = np.flatnonzero((frequency >= least) & (frequency <= most))
        if len(kept):
            break
    return kept


def _narrowed(counts: sp.csr_matrix, kept: NDArray[np.int64]) -> tuple[sp.csr_matrix, NDArray[np.int32]]:
    """The kept columns, and the new place of each old one (-1 where left out)."""
    columns = np.full(counts.shape[1], -1, np.int32)
    columns[kept] = np.arange(len(kept), dtype=np.int32)
    place = columns[counts.indices]
    held = place >= 0
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(held, dtype=np.int64)])[counts.indptr]
    shape = (counts.shape[0], len(kept))
    return sp.csr_matrix((counts.data[held], place[held], ends), shape=shape), columns


def _idf(frequency: NDArray[np.int64], texts: int) -> NDArray[np.float32]:
    return (1 + np.log((1 + texts) / (1 + frequency))).astype(np.float32)


def weighted(counts: sp.csr_matrix, idf: NDArray[np.float32]) -> sp.csr_matrix:
    """(1 + ln count) * idf, rows of length 1 (or empty); same pattern as the counts."""
    data = (1 + np.log(counts.data)) * idf[counts.indices]
    lengths = np.sqrt(_row_sums(data**2, counts.indptr)).astype(np.float32)
    data /= np.repeat(lengths, np.diff(counts.indptr))
    return sp.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def _row_sums(values: NDArray[np.float32], bounds: NDArray[np.integer]) -> NDArray[np.float64]:
    """Sums between successive bounds, 0 between equal ones; each row alone, so rounding does not travel."""
    filled = np.diff(bounds) > 0
    sums = np.zeros(len(filled))
    if len(values):
        sums[filled] = np.add.reduceat(values, bounds[:-1][filled], dtype=np.float64)
    return sums
