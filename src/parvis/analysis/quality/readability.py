"""How easy a French text is to read, by the length of its sentences and words."""

import re
import unicodedata
from dataclasses import dataclass

from parvis.analysis.checks import count
from parvis.analysis.errors import AnalysisError

WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouyœæ]+")
MUTE = re.compile(r"(?<=[^aeiouyœæ])(e|es|ent)$")


@dataclass(frozen=True, slots=True)
class TextSize:
    """What a text is made of."""

    words: int
    sentences: int
    syllables: int


def kandel_moles(size: TextSize) -> float:
    """Ease of reading of a French text: 207 - 1.015 words / sentences - 73.6 syllables / words.

    Returns
    -------
    float
        Near 100 for a very easy text, below 30 for a very hard one; not bounded.

    Raises
    ------
    AnalysisError
        `empty_text` without a word or a sentence; `out_of_range` for less syllables than words.

    References
    ----------
    Kandel, L. and Moles, A. (1958). Application de l'indice de Flesch à la langue française. Cahiers
    d'études de radio-télévision 19, 253-274.
    """
    words, sentences = count(size.words, "words"), count(size.sentences, "sentences")
    if not words or not sentences:
        raise AnalysisError("empty_text", "no word or no sentence to read")
    syllables = count(size.syllables, "syllables", low=words)
    return 207 - 1.015 * words / sentences - 73.6 * syllables / words


def text_size(text: str) -> TextSize:
    """Count words, sentences and syllables of a French text.

    Syllables are estimated: groups of vowels, a mute ending (-e, -es, -ent) left out, one at least a word.
    The -ent of *vraiment*, which is spoken, is lost too: the estimate is a little low, everywhere alike.
    """
    text = unicodedata.normalize("NFC", text)
    words = WORD.findall(text.lower())
    sentences = sum(bool(WORD.search(part)) for part in SENTENCE.split(text))
    return TextSize(len(words), sentences, sum(_syllables(word) for word in words))


def _syllables(word: str) -> int:
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )
    spoken = plain if word.endswith(("é", "és")) else MUTE.sub("", plain)
    return max(1, len(VOWELS.findall(spoken)))
