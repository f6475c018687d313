"""The language of each text, told by its function words (Grefenstette 1995)."""

from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from parvis.analysis.text.stopwords import SNOWBALL, STOPWORDS
from parvis.analysis.text.tokens import Tokens

CODES = tuple(SNOWBALL)
LEAD = 1.25
"""How many times the votes of the second language the first must have."""
KEPT, MET = 0.9, 5
"""A word is of one language where texts already told write it five times, nine in ten of them in that one."""


def languages(tokens: Tokens) -> NDArray[np.str_]:
    """ISO 639-1 code of the language of each text, empty where it cannot be told.

    Each function word of a text votes for the languages that have it, one vote shared among them. The
    language with most votes wins if it has a quarter more than the next. Texts that this leaves open, as do
    many of a few words, are then told by the words which the others keep for one language.

    Returns
    -------
    (n,) array of strings. It follows the order of the texts, and does not depend on it otherwise.
    """
    told = _won(_votes(tokens))
    company = _company(tokens, told)
    return np.append(CODES, "")[np.where(told < 0, company, told)]


def _won(votes: NDArray[Any]) -> NDArray[np.int64]:
    """The column with most votes in each row, -1 where it is not far enough ahead."""
    ordered = np.partition(votes, -2, axis=1)
    told = (ordered[:, -1] > 0) & (ordered[:, -1] >= LEAD * ordered[:, -2])
    return np.where(told, votes.argmax(axis=1), -1)


def _company(tokens: Tokens, told: NDArray[np.int64]) -> NDArray[np.int64]:
    """Language of the texts not told (-1), by the words which the others keep for one language."""
    kinds = len(CODES) + 1
    written = tokens.frequencies_by(told + 1, kinds)[:, 1:]
    total = written.sum(axis=1)
    kept = (written.max(axis=1) >= KEPT * total) & (total >= MET)
    opened = told < 0
    owner = np.where(kept, written.argmax(axis=1), -1)[tokens.codes[np.repeat(opened, tokens.lengths)]]
    text = np.repeat(np.flatnonzero(opened), tokens.lengths[opened])
    cells = (text * len(CODES) + owner)[owner >= 0]
    return _won(np.bincount(cells, minlength=len(told) * len(CODES)).reshape(-1, len(CODES)))


def shares(codes: NDArray[np.str_]) -> dict[str, float]:
    """Share of the texts of known language that each language has, 0 to 1, greatest first."""
    names, counts = np.unique(codes[codes != ""], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return {str(names[place]): float(counts[place] / counts.sum()) for place in order}


def _votes(tokens: Tokens) -> NDArray[np.float32]:
    """(n, languages) votes."""
    types, weights = _weights(tokens.vocabulary)
    place = np.full(len(tokens.vocabulary), -1, np.int32)
    place[types] = np.arange(len(types), dtype=np.int32)
    voting = place[tokens.codes]
    held = voting >= 0
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(held, dtype=np.int64)])[tokens.starts]
    ones = np.ones(int(ends[-1]), np.float32)
    written = sp.csr_matrix((ones, voting[held], ends), shape=(len(tokens.lengths), len(types)))
    return np.asarray(written @ weights, dtype=np.float32)


def _weights(vocabulary: list[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Types that are function words somewhere, and the vote of each for each language."""
    known: dict[str, list[int]] = {}
    for column, code in enumerate(CODES):
        for word in STOPWORDS[code]:
            known.setdefault(word, []).append(column)
    types = [row for row, word in enumerate(vocabulary) if word in known]
    weights = np.zeros((len(types), len(CODES)), np.float32)
    for row, kind in enumerate(types):
        columns = known[vocabulary[kind]]
        weights[row, columns] = 1 / len(columns)
    return np.array(types, np.int64), weights
