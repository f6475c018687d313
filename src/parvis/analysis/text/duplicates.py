"""Texts written almost alike, and the campaigns among them.

Exact copies (the same words in the same order, whatever the case, the accents and the punctuation) are first
made one. MinHash on pairs of words (Broder 1997), 64 functions in 16 bands of 4, then finds pairs that are
alike; their connected components are split until each member is like the centre of its group. The cost is
linear in the number of texts, and the partition does not depend on their order.
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import gammaln

from parvis.analysis.errors import AnalysisError
from parvis.analysis.text import grouping
from parvis.analysis.text.minhash import family, text_hashes, word_hashes
from parvis.analysis.text.reading import as_series
from parvis.analysis.text.tokens import Tokens

LINKED = 0.5
"""Estimated Jaccard similarity of pairs of words at which two texts are linked."""
CENTRED = 0.6
"""The same to the centre of the group; higher, since a copy is nearer to its model than to other copies."""
SHORTEST = 9
"""Words of the shortest text that is compared: below 8 pairs, one word changed leaves too little alike."""

CAMPAIGN_WORDS = 12
"""Below, people who know nothing of one another write the same phrase."""
CAMPAIGN_DOCUMENTS = 3
"""Two copies are one person who sent twice."""
AGREEMENT = 0.25
"""Chance that two people who have written the same words go on with the same word. Measured at 0.20 to 0.22
after three to five words in 24,000 distinct answers to the Grand Débat National."""
KEPT = 0.75
"""Least share of its pairs of words that a copy has from its centre: 2s / (1 + s) at similarity s = 0.6."""
SURPRISE = 0.01
"""Groups as large as this that chance may be expected to make, at most, for one to be called a campaign."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A text sent by several people, exactly or lightly edited: too long and too often to be chance."""

    group: int
    """Number of the near-duplicate group."""
    rows: tuple[int, ...]
    """Documents of the campaign, in order."""
    variants: int
    """Distinct exact texts among them."""
    sample: int
    """Row of the text to show: the exact text sent most often, or the centre where none was sent twice."""
    words: int
    """Words of the sample, of two letters or more."""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Near-duplicate groups of n documents."""

    group: NDArray[np.int32]
    """(n,) numbered from 0 in order of first appearance; -1 for a text like no other, or not read."""
    representative: NDArray[np.int64]
    """(n,) row of the document that stands for each: itself where it is like no other."""
    campaigns: tuple[Campaign, ...]
    """Most documents first, then in order of appearance."""


def near_duplicates(
    texts: pl.Series | list[str],
    tokens: Tokens,
    *,
    contentless: NDArray[np.bool_] | None = None,
    seed: int = 0,
) -> Duplicates:
    """Group the texts written almost alike, and tell the campaigns.

    Texts of fewer than 9 words are grouped only where their words are the same.

    Parameters
    ----------
    texts
        (n,) the texts themselves, to count exact variants.
    tokens
        Theirs.
    contentless
        (n,) texts to leave out; none by default. Texts without a word are left out in any case.
    seed
        Draws the hash functions.

    Raises
    ------
    AnalysisError
        `unequal_lengths` when texts, tokens and mask are not of one length.
    """
    series = as_series(texts)
    readable = tokens.lengths > 0
    _check(len(series), readable, contentless)
    if contentless is not None:
        readable &= ~contentless
    group, representative = _grouped(tokens, np.flatnonzero(readable), seed)
    return Duplicates(group, representative, _campaigns(series, tokens, group, representative))


def expected_by_chance(
    documents: NDArray[np.int64], words: NDArray[np.int64], among: int
) -> NDArray[np.float64]:
    """Natural logarithm of the groups of this size that chance would make.

    A set of m documents among n agrees by chance on w words with probability p ** (w (m - 1)): all but the
    first go the same way at each word. There are C(n, m) such sets. With p = 0.25 and w three quarters of
    the length (what near copies keep), five copies among 500,000 need 16 words, fifty would need 11.

    Parameters
    ----------
    documents, words
        (g,) of each group.
    among
        Documents in all.
    """
    ways = gammaln(among + 1) - gammaln(documents + 1) - gammaln(among - documents + 1)
    return np.asarray(ways + (documents - 1) * KEPT * words * np.log(AGREEMENT), dtype=np.float64)


def _check(texts: int, readable: NDArray[np.bool_], contentless: NDArray[np.bool_] | None) -> None:
    lengths = {texts, len(readable), *([] if contentless is None else [len(contentless)])}
    if len(lengths) > 1:
        raise AnalysisError(
            "unequal_lengths", f"texts, tokens and mask differ in length: {sorted(lengths)}", lengths=lengths
        )


def _grouped(
    tokens: Tokens, readable: NDArray[np.int64], seed: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Group and representative of each document."""
    words, hashing = word_hashes(tokens.vocabulary, seed), family(seed)
    distinct = grouping.distinct(text_hashes(tokens, words), readable)
    long = np.flatnonzero(tokens.lengths[distinct.rows] >= SHORTEST)
    signed = grouping.signed_rows(tokens, words, distinct.rows[long], hashing)
    centre = np.arange(len(distinct.rows))
    labels = grouping.components(signed, LINKED)
    centre[long] = long[grouping.centres(signed, labels, distinct.copies[long], CENTRED)]
    group = np.full(len(tokens.lengths), -1, np.int32)
    representative = np.arange(len(tokens.lengths))
    keys = centre[distinct.number]
    group[readable] = grouping.numbered(keys)
    representative[readable] = distinct.rows[keys]
    return group, representative


def _campaigns(
    texts: pl.Series, tokens: Tokens, group: NDArray[np.int32], representative: NDArray[np.int64]
) -> tuple[Campaign, ...]:
    """The groups that chance does not explain."""
    member = group >= 0
    documents = np.bincount(group[member])
    centre = np.zeros(len(documents), np.int64)
    centre[group[member]] = representative[member]
    called = _surprising(documents, tokens.lengths[centre], int((tokens.lengths > 0).sum()))
    rows = np.flatnonzero(member)
    rows = rows[called[group[rows]]]
    sent = pl.DataFrame({"group": group[rows], "row": rows, "text": texts.gather(rows)})
    found = [
        Campaign(number, tuple(of), variants, first if copies > 1 else int(centre[number]), 0)
        for number, of, variants, copies, first in _summed(sent).iter_rows()
    ]
    return tuple(replace(campaign, words=int(tokens.lengths[campaign.sample])) for campaign in found)


def _surprising(documents: NDArray[np.int64], words: NDArray[np.int64], among: int) -> NDArray[np.bool_]:
    """(g,) groups long and large enough to be a campaign."""
    unlikely = expected_by_chance(documents, words, among) < np.log(SURPRISE)
    return np.asarray(unlikely & (words >= CAMPAIGN_WORDS) & (documents >= CAMPAIGN_DOCUMENTS))


def _summed(sent: pl.DataFrame) -> pl.DataFrame:
    """By group: rows, exact variants, copies of the variant most sent and its first row; most rows first."""
    variants = sent.group_by("group", "text").agg(
        pl.len().alias("copies"), pl.col("row").min().alias("first")
    )
    ordered = variants.sort("group", "copies", "text", descending=[False, True, False])
    most = ordered.group_by("group").agg(
        pl.len().alias("variants"), pl.col("copies").first(), pl.col("first").first()
    )
    rows = sent.group_by("group").agg(pl.col("row").sort())
    return rows.join(most, on="group").sort(
        pl.col("row").list.len(), pl.col("group"), descending=[True, False]
    )
