"""Answers in which there is nothing to read: "RAS", "je ne sais pas", "n/a", "...", "aaaa"."""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from parvis.analysis.text.chunks import spread
from parvis.analysis.text.reading import as_series
from parvis.analysis.text.stopwords import AROUND, EMPTY, SNOWBALL
from parvis.analysis.text.tokens import chunks, encoded

LONGEST = 80
"""Characters of the longest answer that may be empty of content."""
MOST_WORDS = 10
CHINESE = [
    "无",
    "没有",
    "沒有",
    "無",
    "没",
    "不知道",
    "没意见",
    "沒意見",
    "无意见",
    "是",
    "否",
    "不",
    "好",
    "同上",
]
JAPANESE = ["なし", "無し", "特になし", "ない", "わからない", "わかりません", "はい", "いいえ"]
KOREAN = ["없음", "없다", "없습니다", "모름", "모르겠습니다", "네", "예", "아니오", "아니요"]
EAST_ASIAN = frozenset([*CHINESE, *JAPANESE, *KOREAN])
"""The commonest of them where words are not cut by spaces, or in Hangul."""
ALL = np.uint32(0xFFFFFFFF)
NONE = np.uint32(0)


def contentless(texts: Sequence[str] | pl.Series) -> NDArray[np.bool_]:
    """Whether each text is empty of content.

    That is so when it holds

    - no letter and no digit: nothing, spaces, punctuation, emoji;
    - or nothing but held keys ("aaaa") and single letters, which are read as one word ("r.a.s", "n/a");
    - or at most 10 words and 80 characters, all of them from the two small lists of one same language:
      empty answers ("yes", "nothing", "unknown"), of which one at least, and what people put around them
      ("I have", "to this question").

    The lists are closed, so a word with a meaning of its own ("nucléaire", "the mayor", "1905") always makes
    a content, and so does saying that all is well ("no problem"): a text is set apart only for what it has.

    Parameters
    ----------
    texts
        (n,) None counts as an empty text.

    Returns
    -------
    (n,) booleans.
    """
    parts = spread(_contentless, ((chunk,) for chunk in chunks(as_series(texts))))
    return np.concatenate([np.zeros(0, bool), *parts])


def _contentless(texts: pl.Series) -> NDArray[np.bool_]:
    """The same for one chunk: long texts are content, the others are read word by word."""
    found = ~texts.str.contains(r"[\p{L}\p{N}]").to_numpy()
    found |= _is_one_key(texts)
    short = np.flatnonzero(~found & (texts.str.len_chars().to_numpy() <= LONGEST))
    found[short] = _says_nothing(_words(texts.gather(short)))
    return found


def _is_one_key(texts: pl.Series) -> NDArray[np.bool_]:
    """More than 80 times the same character; shorter ones are told from words such as "水" below."""
    left = pl.select(texts.str.slice(0, 1).alias("key"), texts.alias("text")).select(
        (pl.col("text").str.strip_chars(pl.col("key")) == "") & (pl.col("text").str.len_chars() > LONGEST)
    )
    return left.to_series().to_numpy()


def _words(texts: pl.Series) -> pl.Series:
    """Words of each text; letters of "r.a.s" and "n/a" are put together, a letter alone counts as held."""
    plain = (
        texts.str.to_lowercase()
        .str.normalize("NFC")
        .str.replace_all(r"[^\p{L}\p{M}\p{N}]+", " ")
        .str.strip_chars()
    )
    spelt = plain.str.contains(r"^\p{L}( \p{L})+$")
    joined = plain.str.replace_all(" ", "", literal=True).zip_with(spelt, plain)
    return joined.str.replace(r"^([\p{L}&&[\x{0}-\x{DFF}]])$", "$1$1").str.split(" ")


def _says_nothing(words: pl.Series) -> NDArray[np.bool_]:
    """All words empty or around, one at least empty, in one same language (a bit each)."""
    lengths = words.list.len().to_numpy().astype(np.int64)
    if not len(lengths):
        return np.zeros(0, bool)
    types, codes = encoded(words.explode(empty_as_null=False))
    empty, allowed = _marks(types.to_list())
    starts = np.cumsum(lengths) - lengths
    every = np.bitwise_and.reduceat(allowed[codes], starts)
    some = np.bitwise_or.reduceat(empty[codes], starts)
    return np.asarray((every & some != NONE) & (lengths <= MOST_WORDS))


def _marks(types: list[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each type, the languages in which it is empty, and those in which it is empty or around."""
    alone = (word in EAST_ASIAN or _is_held(word) for word in types)
    held = np.array([ALL if one else NONE for one in alone], np.uint32)
    empty, around = (_bits(types, lists) for lists in (EMPTY, AROUND))
    return held | empty, held | empty | around


def _bits(types: list[str], lists: Mapping[str, frozenset[str]]) -> NDArray[np.uint32]:
    bits: dict[str, int] = {}
    for place, code in enumerate(SNOWBALL):
        for word in lists[code]:
            bits[word] = bits.get(word, 0) | 1 << place
    return np.array([bits.get(word, 0) for word in types], np.uint32)


def _is_held(word: str) -> bool:
    """A letter again and again, in scripts where a letter is not a word."""
    return len(word) > 1 and len(set(word)) == 1 and word[0].isalpha() and word[0] < "\u0e00"
