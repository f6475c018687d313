"""Sentences of a text as spans of its characters, so that a quote is always a piece of what was written.

The cut is by punctuation and capitals (Grefenstette and Tapanainen 1994), with the abbreviations of French
and English administrative writing; a new line ends a sentence.
"""

import re
import unicodedata
from functools import lru_cache

Span = tuple[int, int]

_BOUNDARY = re.compile(
    r"""(?:(?<=[.!?…])["»”’)\]]*|(?<=[.!?…]\s[»”]))(?=\s+["«“‘(\[\-–—•*]*\s?[A-ZÀ-ÖØ-Þ0-9])|\s*[\r\n]+\s*""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"""(?:^|[\s(«"'’])(?:m|mm|mme|mlle|dr|pr|st|art|al|cf|ex|p|pp|n|no|nb|vs|env|chap|fig|réf|resp|tél|mr|mrs|ms|
    sec|para|approx|e\.g|i\.e|c\.-?à-?d|[A-Z]|\d{1,2})\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_BULLET = re.compile(r"""(?:[\s\-–—•·*>#]|\(?(?:\d{1,2}|[a-z]|[IVX]+)\s?[.)°\-–]+\s)+""")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def sentences(text: str) -> list[Span]:
    """Return the (start, end) of each sentence of a text, without its bullet and its outer spaces."""
    spans, start = [], 0
    for match in _BOUNDARY.finditer(text):
        if _is_abbreviation(text, start, match):
            continue
        spans.append((start, match.start() if match.group().isspace() else match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, span))]


def words(text: str) -> list[str]:
    """Return the words of a text as written, elisions cut off: "l'accès" gives "accès"."""
    return [re.split(r"[’']", word)[-1] for word in _WORD.findall(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what two forms of a word share: no accent, no capital, at most 6 letters.

    Truncation is a plain stemmer that suits any language of this alphabet (McNamee and Mayfield 2004).
    """
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))[:6].rstrip("s")


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    if "\n" in match.group() or "\r" in match.group():
        return False
    return bool(_ABBREVIATION.search(text[max(start, match.start() - 12) : match.start()]))


def _trim(text: str, span: Span) -> Span | None:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    return (start, end) if start < end else None
