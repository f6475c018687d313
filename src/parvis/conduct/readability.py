"""How easy a French text is to read, and the abbreviations that it does not explain.

Kandel, L. and Moles, A. (1958), Application de l'indice de Flesch à la langue française, Cahiers Études de
Radio-Télévision 19: 207 - 1.015 words per sentence - 73.6 syllables per word. Above 50, most people read it.
"""

from __future__ import annotations

import re
from html import unescape

from django.utils.html import strip_tags

LEAST = 50
FEWEST_WORDS = 30
"""A shorter text says nothing of its ease."""
_SENTENCE = re.compile(r"[^.!?…]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_LETTERS = re.compile(r"\b[A-ZÉÈ]{2,6}\b")


def ease(html: str) -> float | None:
    """From about 0 (hard) to 100 (easy); None for a text too short to be measured."""
    text = plain(html)
    found = _WORD.findall(text)
    if len(found) < FEWEST_WORDS:
        return None
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE.findall(text))
    syllables = sum(map(syllables_of, found))
    return 207 - 1.015 * len(found) / sentences - 73.6 * syllables / len(found)


def syllables_of(word: str) -> int:
    """Groups of vowels, the silent `e` at the end excepted; one at least."""
    groups = _VOWELS.findall(word.lower())
    is_silent = re.search(r"(?:e|es|ent)$", word.lower()) and len(groups) > 1
    return max(1, len(groups) - bool(is_silent))


def unexplained(html: str) -> list[str]:
    """Abbreviations that stand nowhere beside brackets, in the order in which they appear."""
    text = plain(html)
    return [
        letters
        for letters in dict.fromkeys(_LETTERS.findall(text))
        if not re.search(rf"\({letters}\)|\b{letters}\b\s*\(", text)
    ]


def plain(html: str) -> str:
    """Paragraphs end sentences, whether or not they have a full stop."""
    broken = re.sub(r"</(?:p|li|h[1-6])>|<br\s*/?>", ". ", html)
    return unescape(strip_tags(broken))
