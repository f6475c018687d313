"""How easy a French text is to read, and the abbreviations that it does not explain.

Kandel, L. and Moles, A. (1958), Application de l'indice de Flesch à la langue française, Cahiers Études de
Radio-Télévision 19: 207 - 1.015 words per sentence - 73.6 syllables per word. Above 50, most people read it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from django.utils.html import strip_tags

LEAST = 50
FEWEST_WORDS = 30
"""A shorter text says nothing of its ease."""
LONGEST_SENTENCE = 25
"""Words: what is longer is read twice, or left."""
_SENTENCE = re.compile(r"[^.!?…]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_LETTERS = re.compile(r"\b[A-ZÉÈ]{2,6}\b")
_IN_BRACKETS = re.compile(r"\(([A-ZÉÈ]{2,6})\)")
_BEFORE_BRACKETS = re.compile(r"\b([A-ZÉÈ]{2,6})\b\s*\(")


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


def unexplained(html: str, known: Collection[str] = ()) -> list[str]:
    """Abbreviations that stand nowhere beside brackets, in the order in which they appear.

    `known`: those that readers are told of where they meet them, by a glossary.
    """
    text = plain(html)
    told = {*known, *_IN_BRACKETS.findall(text), *_BEFORE_BRACKETS.findall(text)}
    return [letters for letters in dict.fromkeys(_LETTERS.findall(text)) if letters not in told]


def long_sentences(html: str) -> list[tuple[str, int]]:
    """Sentences of more words than `LONGEST_SENTENCE`, each with their number, the longest first."""
    parts = [" ".join(part.split()) for part in _SENTENCE.findall(plain(html))]
    counted = [(part, len(_WORD.findall(part))) for part in parts]
    return sorted((one for one in counted if one[1] > LONGEST_SENTENCE), key=lambda one: -one[1])


def plain(html: str) -> str:
    """Paragraphs end sentences, whether or not they have a full stop."""
    broken = re.sub(r"</(?:p|li|h[1-6])>|<br\s*/?>", ". ", html)
    return unescape(strip_tags(broken))
