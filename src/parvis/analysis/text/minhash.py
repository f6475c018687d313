"""MinHash signatures of texts (Broder 1997) and the pairs that locality-sensitive hashing brings together.

Everything hangs on the words themselves, hashed by BLAKE2b: neither the order of the texts, nor the
vocabulary around them, nor the number of threads changes a signature.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from parvis.analysis.accents import bare
from parvis.analysis.text.chunks import spread
from parvis.analysis.text.tokens import Tokens

FUNCTIONS, ROWS = 64, 4
"""Hash functions, and how many make a band: 4 values of 16 bits are one 64-bit key."""
BANDS = FUNCTIONS // ROWS
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
CHUNK = 1 << 16
"""Tokens which one task hashes: they fit the cache of a core."""
PAIRS = 1 << 14
"""Pairs of signatures compared at a time: they fit the cache of a core."""


@dataclass(frozen=True, slots=True)
class Family:
    """64 hash functions a * x + b modulo 2**32."""

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]


def family(seed: int) -> Family:
    """Draw a family of hash functions."""
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 2**32, (2, FUNCTIONS), dtype=np.uint64).astype(np.uint32)
    return Family(a | np.uint32(1), b)


def word_hashes(vocabulary: list[str], seed: int) -> NDArray[np.uint64]:
    """(V,) 64-bit hashes of words without their accents."""
    key = seed.to_bytes(8, "little", signed=True)
    digests = (blake2b(bare(word).encode(), digest_size=8, key=key).digest() for word in vocabulary)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def text_hashes(tokens: Tokens, words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """(n,) 64-bit hashes of sequences of words; 0 for a text without words.

    A sum of mixed (word, place) pairs rather than a polynomial, whose collisions are known modulo 2**64.
    """
    pieces = ((words[tokens.codes[held]], tokens.lengths[rows]) for rows, held in slices(tokens))
    return np.concatenate([np.zeros(0, np.uint64), *spread(_text_hashes, pieces)])


def _text_hashes(hashes: NDArray[np.uint64], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    starts = np.cumsum(lengths) - lengths
    place = (np.arange(len(hashes)) - np.repeat(starts, lengths)).astype(np.uint64)
    filled = lengths > 0
    sums = np.zeros(len(lengths), np.uint64)
    if filled.any():
        sums[filled] = np.add.reduceat(mixed(hashes + place * GOLDEN), starts[filled])
    return mixed(sums + lengths.astype(np.uint64)) * filled


def mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Finaliser of splitmix64 (Steele, Lea & Flood 2014), without its last round."""
    values = (values ^ (values >> np.uint64(30))) * MIX
    return np.asarray(values ^ (values >> np.uint64(27)))


def slices(tokens: Tokens) -> Iterator[tuple[slice, slice]]:
    """Runs of whole texts of about `CHUNK` tokens, one text at least: their rows, their tokens."""
    ends = tokens.starts[1:]
    row = start = 0
    while row < len(ends):
        last = max(row + 1, int(np.searchsorted(ends, start + CHUNK, side="right")))
        yield slice(row, last), slice(start, int(ends[last - 1]))
        row, start = last, int(ends[last - 1])


def signatures(
    tokens: Tokens, words: NDArray[np.uint64], wanted: NDArray[np.bool_], hashing: Family
) -> NDArray[np.uint16]:
    """(texts wanted, 64) least hash of the pairs of successive words of each text, under each function.

    Parameters
    ----------
    words
        (V,) from `word_hashes`.
    wanted
        (n,) texts to sign, each of two words at least.
    """
    pieces = (
        (words, tokens.codes[held], tokens.lengths[rows], wanted[rows], hashing)
        for rows, held in slices(tokens)
    )
    return np.concatenate([np.zeros((0, FUNCTIONS), np.uint16), *spread(_signatures, pieces)])


def _signatures(
    words: NDArray[np.uint64],
    codes: NDArray[np.int32],
    lengths: NDArray[np.int64],
    wanted: NDArray[np.bool_],
    hashing: Family,
) -> NDArray[np.uint16]:
    codes, lengths = codes[np.repeat(wanted, lengths)], lengths[wanted]
    if not len(lengths):
        return np.zeros((0, FUNCTIONS), np.uint16)
    hashes = words[codes]
    pairs = (mixed(hashes[:-1] * GOLDEN + hashes[1:]) >> np.uint64(32)).astype(np.uint32)
    ends = np.cumsum(lengths)
    pairs = np.delete(pairs, ends[:-1] - 1)
    starts = ends - lengths - np.arange(len(lengths))
    return _least(pairs, starts, hashing)


def _least(pairs: NDArray[np.uint32], starts: NDArray[np.int64], hashing: Family) -> NDArray[np.uint16]:
    """(texts, 64) least values, in 16 bits: two that differ look equal once in 65,536 (Li & König 2010)."""
    least = np.empty((FUNCTIONS, len(starts)), np.uint32)
    hashed = np.empty_like(pairs)
    for row, (a, b) in enumerate(zip(hashing.a, hashing.b, strict=True)):
        np.multiply(pairs, a, out=hashed)
        np.add(hashed, b, out=hashed)
        np.minimum.reduceat(hashed, starts, out=least[row])
    return (least ^ (least >> np.uint32(16))).astype(np.uint16).T


def neighbours(signed: NDArray[np.uint16], band: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of rows equal throughout a band: each with the first of its bucket, and with the one before it.

    At most two pairs a row, so their number is linear. Rows must be in an order of their own (by content),
    since who comes first depends on it.
    """
    keys = signed.view(np.uint64)[:, band]
    order = np.argsort(keys, kind="stable")
    same = keys[order[1:]] == keys[order[:-1]]
    later, before = order[1:][same], order[:-1][same]
    heads = order[_run_starts(same)[same]]
    further = heads != before
    return np.concatenate([later, later[further]]), np.concatenate([before, heads[further]])


def _run_starts(same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the run of each value but the first starts, in a sorted list; `same`: equal to the one before."""
    return np.maximum.accumulate(np.where(same, 0, np.arange(1, len(same) + 1)))


def similarity(
    signed: NDArray[np.uint16], left: NDArray[np.integer], right: NDArray[np.integer]
) -> NDArray[np.float32]:
    """Estimated Jaccard similarity of pairs of rows: the share of equal values, 0 to 1."""
    found = np.empty(len(left), np.float32)
    for start in range(0, len(left), PAIRS):
        part = slice(start, start + PAIRS)
        found[part] = _similarity(signed, left[part], right[part])
    return found


def _similarity(
    signed: NDArray[np.uint16], left: NDArray[np.integer], right: NDArray[np.integer]
) -> NDArray[np.float32]:
    equal = np.take(signed, left, axis=0) == np.take(signed, right, axis=0)
    agreed = np.bitwise_count(np.packbits(equal, axis=1).view(np.uint64)[:, 0])
    return np.asarray(agreed / np.float32(FUNCTIONS), dtype=np.float32)
