"""Titles of topics: short phrases that people write in one topic and seldom elsewhere.

A phrase is one to three words of content, with the small words between them: "logiciels libres", "protection
des données". It is worth its log-odds against the other topics, with a prior (Monroe, Colaresi and Quinn
2008), in documents rather than in words, so that a talkative author weighs no more than another. It begins
with a word that the texts use as a noun (see `heads`).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from parvis.analysis.synthesis.edges import EMPTY, LINKS
from parvis.analysis.synthesis.heads import Heads, Usage, usage
from parvis.analysis.synthesis.sentences import stem

PHRASES = 3
HEAD = 2_500
PRIOR = 0.2
LENGTH_BONUS = (1.0, 1.7, 1.8)
HELD = 0.35
"""Share of the documents with a phrase from which a longer one that holds it is the better title."""
ACRONYM = 6
BEGINS = 0.15
"""Share of small initials from which a capital is that of a sentence, and not of a name."""
Key = tuple[str, ...]
_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[’']?|[^\w\s]|\d+")
_LINKS = frozenset(LINKS.split())
_EMPTY = frozenset(EMPTY.split())


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of one text."""

    phrases: dict[Key, str]
    """The stems of the content of each phrase, and how it is written."""
    usage: Usage


@dataclass(slots=True)
class _Phrases:
    """How many documents of one topic have each phrase, and how they write it."""

    documents: int = 0
    frequency: Counter[Key] = field(default_factory=Counter)
    surfaces: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def read(text: str, stop: frozenset[str], determiners: frozenset[str] = frozenset()) -> Read:
    """Read the phrases at the beginning of a text, and how it uses its words.

    Parameters
    ----------
    stop
        Lower-case words that cannot begin or end a phrase.
    determiners
        See `heads`.
    """
    pieces = [(match.group(), match.start(), match.end()) for match in _PIECE.finditer(text[:HEAD])]
    kinds = [_kind(piece, stop) for piece, _, _ in pieces]
    plain = [piece.rstrip("’'").lower() for piece, _, _ in pieces]
    used = usage(plain, [kind == "content" for kind in kinds], determiners)
    return Read(dict(_phrases(text, pieces, kinds)), used)


def titles(topics: Sequence[Sequence[Read]], heads: Heads) -> list[tuple[str, ...]]:
    """Return, for each topic, at most three phrases; none where its texts repeat nothing.

    Parameters
    ----------
    topics
        What was read of the texts of each topic, or of a sample of them.
    heads
        Words that may begin a phrase.
    """
    counted = [_count(texts) for texts in topics]
    total: Counter[Key] = Counter()
    for own in counted:
        total.update(own.frequency)
    documents = sum(own.documents for own in counted)
    return [_best(own, total, documents, heads) for own in counted]


def _count(texts: Sequence[Read]) -> _Phrases:
    counted = _Phrases(documents=len(texts))
    for found in texts:
        counted.frequency.update(found.phrases.keys())
        for key, surface in found.phrases.items():
            counted.surfaces[key][surface] += 1
    return counted


def _phrases(
    text: str, pieces: Sequence[tuple[str, int, int]], kinds: Sequence[str]
) -> Iterator[tuple[Key, str]]:
    """Yield each phrase of a text as the stems of its content, and as written."""
    for first, kind in enumerate(kinds):
        key: Key = ()
        links = 0
        for last in range(first, min(first + 6, len(pieces))) if kind == "content" else ():
            if kinds[last] == "wall" or (links == 2 and kinds[last] == "link"):
                break
            links = links + 1 if kinds[last] == "link" else 0
            if kinds[last] == "content":
                key = (*key, stem(pieces[last][0]))
                yield key, text[pieces[first][1] : pieces[last][2]]
            if len(key) == 3:
                break


def _kind(piece: str, stop: frozenset[str]) -> str:
    word = piece.rstrip("’'").lower()
    if word in _LINKS:
        return "link"
    return (
        "content"
        if len(word) > 2 and word[0].isalpha() and word not in stop and word not in _EMPTY
        else "wall"
    )


def _best(phrases: _Phrases, total: Counter[Key], documents: int, heads: Heads) -> tuple[str, ...]:
    least = max(2, 0.03 * phrases.documents)
    written = {key: _surface(phrases.surfaces[key]) for key, n in phrases.frequency.items() if n >= least}
    led = Counter({key: phrases.frequency[key] for key, text in written.items() if heads.allow(text)})
    worth = {
        key: _z(count, phrases.documents, total[key] - count, documents - phrases.documents)
        * LENGTH_BONUS[len(key) - 1]
        for key, count in led.items()
        if len(set(key)) == len(key)
    }
    taken: list[Key] = []
    for key in sorted(worth, key=lambda key: (-worth[key], key)):
        if len(taken) == PHRASES or worth[key] <= 0:
            break
        fuller = _fuller(key, led)
        if not any(set(fuller) & set(other) for other in taken):
            taken.append(fuller)
    return tuple(written[key] for key in taken)


def _fuller(key: Key, frequency: Counter[Key]) -> Key:
    """The phrase that holds this one in a third at least of the documents that have it; else itself."""
    holders = [
        other
        for other, count in frequency.items()
        if len(other) > len(key) and set(key) < set(other) and count >= HELD * frequency[key]
    ]
    return max(holders, key=lambda other: (frequency[other], len(other), other), default=key)


def _z(own: int, own_documents: int, rest: int, rest_documents: int) -> float:
    """Log-odds of a phrase in a topic against the rest, over its standard deviation."""
    a, b = own + PRIOR, own_documents - own + PRIOR
    c, d = rest + PRIOR, rest_documents - rest + PRIOR
    spread = np.sqrt(1 / a + 1 / c)
    return float((np.log(a / b) - np.log(c / d)) / spread)


def _surface(written: Counter[str]) -> str:
    """The spelling met most often, on one line; in small letters if it is all in capitals, and no acronym."""
    best = max(written, key=lambda text: (written[text], text.islower(), text))
    small = best.lower()
    loud = best.isupper() and len(best) > ACRONYM
    begins = best == small.capitalize() and written[small] >= BEGINS * written[best]
    return " ".join((small if loud or begins else best).split())
