"""Words of many texts, each written once: a vocabulary, and codes which point into it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.text.chunks import spread
from parvis.analysis.text.reading import as_series

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no space between words: each of their characters is a word."""
LETTER = rf"[\p{{L}}\p{{M}}\p{{N}}--{UNSPACED}]"
WORD = rf"{LETTER}{LETTER}+|[{UNSPACED}&&\p{{L}}]|\p{{Hangul}}"
LONGEST = 64
"""Characters of a word that count: what is longer is an address, a key held down or a file."""
CHUNK = 8 << 20
"""Bytes of text which one task reads at a time."""
PIECE = 1 << 22
"""Tokens counted at a time."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of n texts: V types, T tokens."""

    vocabulary: list[str]
    """(V,) lower-case surface forms in the order of their code points, whatever the order of the texts."""
    codes: NDArray[np.int32]
    """(T,) position of each token in the vocabulary, texts one after the other."""
    lengths: NDArray[np.int64]
    """(n,) tokens of each text; 0 where it holds no word."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """(n + 1,) the tokens of text i are `codes[starts[i]:starts[i + 1]]`."""
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(self.lengths)])

    def frequencies(self) -> NDArray[np.int64]:
        """(V,) how many times each type is written."""
        return np.bincount(self.codes, minlength=len(self.vocabulary))

    def frequencies_by(self, kind: NDArray[np.integer], kinds: int) -> NDArray[np.int64]:
        """(V, kinds) the same for each kind of text; `kind` (n,) from 0, below `kinds` (127 at most)."""
        kind_of_token = np.repeat(kind.astype(np.int8), self.lengths)
        counts = np.zeros(len(self.vocabulary) * kinds, np.int64)
        for start in range(0, len(self.codes), PIECE):
            cells = self.codes[start : start + PIECE].astype(np.int64) * kinds
            counts += np.bincount(cells + kind_of_token[start : start + PIECE], minlength=len(counts))
        return counts.reshape(-1, kinds)


def tokenise(texts: Sequence[str] | pl.Series) -> Tokens:
    """Cut texts into words of two letters or more, in lower case.

    A word is a run of letters, marks and digits; apostrophes and hyphens cut. One character makes a word
    only where a script is written without spaces, and in Hangul. Words are composed (NFC) and cut at 64
    characters. Texts are read by chunks through `joblib`, each with a dictionary of its own; the result
    does not depend on how many tasks there are.

    Raises
    ------
    AnalysisError
        `not_text` when something other than text is given.
    """
    series = as_series(texts)
    parts = spread(_chunk, ((chunk,) for chunk in chunks(series)))
    return _joined(list(parts), len(series))


def chunks(series: pl.Series) -> Iterator[pl.Series]:
    """Slices of about `CHUNK` bytes of text, of one text at least."""
    ends = np.cumsum(series.str.len_bytes().to_numpy().astype(np.int64))
    start = 0
    while start < len(series):
        limit = CHUNK + (ends[start - 1] if start else 0)
        stop = max(start + 1, int(np.searchsorted(ends, limit, side="right")))
        yield series.slice(start, stop - start)
        start = stop


def _chunk(series: pl.Series) -> tuple[pl.Series, NDArray[np.int32], NDArray[np.int64]]:
    """Types of a chunk, codes of its tokens, tokens by text."""
    words = series.str.to_lowercase().str.extract_all(WORD)
    lengths = words.list.len().to_numpy().astype(np.int64)
    flat = words.explode(empty_as_null=False)
    types, codes = encoded(flat)
    return types, codes, lengths


def encoded(words: pl.Series) -> tuple[pl.Series, NDArray[np.int32]]:
    """Distinct words, sorted, and the position of each word among them."""
    coded = words.cast(pl.Categorical(pl.Categories.random()))
    distinct = coded.unique()
    names = distinct.cast(pl.String)
    order = names.arg_sort()
    places = np.empty(len(names), np.int32)
    places[distinct.to_physical().gather(order).to_numpy()] = np.arange(len(names), dtype=np.int32)
    return names.gather(order), places[coded.to_physical().to_numpy()]


def _joined(parts: list[tuple[pl.Series, NDArray[np.int32], NDArray[np.int64]]], texts: int) -> Tokens:
    """One vocabulary for all chunks."""
    if not parts:
        return Tokens([], np.zeros(0, np.int32), np.zeros(texts, np.int64))
    written = [_normal(types) for types, _, _ in parts]
    vocabulary, places = encoded(pl.concat(written))
    cuts = np.cumsum([len(types) for types in written])[:-1]
    codes = [place[code] for place, (_, code, _) in zip(np.split(places, cuts), parts, strict=True)]
    return Tokens(vocabulary.to_list(), np.concatenate(codes), np.concatenate([part[2] for part in parts]))


def _normal(types: pl.Series) -> pl.Series:
    return types.str.normalize("NFC").str.slice(0, LONGEST)
