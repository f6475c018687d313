"""What is known of each type: its language, whether it is a function word, its stem."""

from dataclasses import dataclass

import numpy as np
import Stemmer
from numpy.typing import NDArray

from parvis.analysis.accents import bare
from parvis.analysis.text.stopwords import SNOWBALL, STOPWORDS
from parvis.analysis.text.tokens import Tokens

DEFAULT_LANGUAGE = "fr"
SLIPS = 10
"""Uses of a word with its accents for one without: less, and they may be two words ("marche", "marché")."""


@dataclass(frozen=True, slots=True)
class Stems:
    """Stems of a vocabulary of V types."""

    stem_of_type: NDArray[np.int32]
    """(V,) position of the stem of each type, -1 for a function word or a number."""
    names: list[str]
    """The form of each stem most often written; the first in order of code points among equals."""


def stems(tokens: Tokens, languages: NDArray[np.str_]) -> Stems:
    """Group the types which share a stem (Porter's Snowball stemmers), accents left out.

    A type is stemmed in the language of the texts in which it is written most, and is a function word
    where that is one in at least half of its uses. Types of the same stem in two languages are one. A type
    without accents is stemmed as the one with accents ("securite", "sécurité") which is written ten times
    as often at least.
    """
    written, codes = _uses(tokens, languages)
    uses = written.sum(axis=0)
    keys = _keys(tokens.vocabulary, written, codes)
    return _grouped(_spelt(keys, tokens.vocabulary, uses.tolist()), tokens.vocabulary, uses)


def _spelt(keys: list[str], vocabulary: list[str], uses: list[int]) -> list[str]:
    """The same keys, those of types whose accents are left out replaced by those of the full spelling."""
    fullest: dict[str, int] = {}
    for row, word in enumerate(vocabulary):
        plain = bare(word)
        if plain != word and (plain not in fullest or uses[row] > uses[fullest[plain]]):
            fullest[plain] = row
    spelt = list(keys)
    for row, word in enumerate(vocabulary):
        full = fullest.get(word)
        if full is not None and uses[full] >= SLIPS * uses[row]:
            spelt[row] = keys[full]
    return spelt


def _uses(tokens: Tokens, languages: NDArray[np.str_]) -> tuple[NDArray[np.int64], list[str]]:
    """(languages, V) times each type is written in each; texts of unknown language go with the main one."""
    codes, number = np.unique(np.asarray(languages, dtype=np.str_), return_inverse=True)
    known = [code for code in codes.tolist() if code in SNOWBALL]
    if len(known) <= 1:
        return tokens.frequencies()[None, :], known or [DEFAULT_LANGUAGE]
    sizes = np.bincount(number, minlength=len(codes))
    main = max(known, key=lambda code: int(sizes[codes == code][0]))
    place = np.array([known.index(code if code in known else main) for code in codes.tolist()])
    return tokens.frequencies_by(place[number], len(known)).T, known


def _keys(vocabulary: list[str], written: NDArray[np.int64], codes: list[str]) -> list[str]:
    """The stem of each type, empty for a function word or a number."""
    stoppers = [STOPWORDS[code] for code in codes]
    stemmers = [Stemmer.Stemmer(SNOWBALL[code]) for code in codes]
    best = written.argmax(axis=0)
    stopped = np.stack([np.fromiter((word in stop for word in vocabulary), bool) for stop in stoppers])
    left_out = 2 * (written * stopped).sum(axis=0) >= written.sum(axis=0)
    stems_by_language = [stemmer.stemWords(vocabulary) for stemmer in stemmers]
    return [
        "" if out or _is_number(word) else bare(stems_by_language[place][row])
        for row, (word, place, out) in enumerate(
            zip(vocabulary, best.tolist(), left_out.tolist(), strict=True)
        )
    ]


def _is_number(word: str) -> bool:
    return word[0].isdigit() and not any(character.isalpha() for character in word)


def _grouped(keys: list[str], vocabulary: list[str], uses: NDArray[np.int64]) -> Stems:
    stem_of_type = np.full(len(keys), -1, np.int32)
    number: dict[str, int] = {}
    names: list[str] = []
    most: list[int] = []
    for row, (key, use) in enumerate(zip(keys, uses.tolist(), strict=True)):
        if not key:
            continue
        stem = number.setdefault(key, len(number))
        stem_of_type[row] = stem
        if stem == len(names):
            names.append(vocabulary[row])
            most.append(use)
        elif use > most[stem]:
            names[stem], most[stem] = vocabulary[row], use
    return Stems(stem_of_type, names)
