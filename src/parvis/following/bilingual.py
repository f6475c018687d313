"""Words that an organiser writes in French, in English or in both, and which of them a reader gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LANGUAGES = ("fr", "en")
"""Each has columns of its own: a letter in half a language is refused by the database."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in one language; an announcement has no subject."""

    language: str
    text: str
    subject: str = ""


def choose(written: Iterable[Words], language: str) -> Words:
    """Those of the reader's language, else the first; there is one at least."""
    found = list(written)
    return next((words for words in found if words.language == language), found[0])
