"""What a text that is being written asks of its readers, by the measures of rule C12."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.text import Truncator

from parvis.conduct.readability import LEAST, LONGEST_SENTENCE, ease, long_sentences, unexplained

MOST_READ = 100_000
"""Characters of a text that are looked at."""
QUOTED = 160
MOST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """`ease`, from 0 to 100, is None for a text too short to tell; the longest sentence may be cut short."""

    ease: int | None
    long: int
    longest: str
    longest_words: int
    letters: tuple[str, ...]
    least: int = LEAST
    most_words: int = LONGEST_SENTENCE

    @property
    def is_easy(self) -> bool:
        return self.ease is not None and self.ease >= self.least


def look_at(text: str) -> Reading:
    """The reading of a text as it is typed: a line is a paragraph."""
    lines = [(line,) for line in text[:MOST_READ].splitlines() if line.strip()]
    html = format_html_join("", "<p>{}</p>", lines)
    found, long = ease(html), long_sentences(html)
    longest, words = long[0] if long else ("", 0)
    return Reading(
        ease=None if found is None else max(0, min(100, round(found))),
        long=len(long),
        longest=Truncator(longest).chars(QUOTED),
        longest_words=words,
        letters=tuple(unexplained(html)[:MOST_LETTERS]),
    )
