"""Words without their accents."""

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})


def bare(word: str) -> str:
    """A lower-case word without the accents of Latin and Greek letters; other scripts keep their marks."""
    if word.isascii():
        return word
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(character):
            base = character
        elif _loses_accents(base):
            continue
        kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(LIGATURES)


def _loses_accents(letter: str) -> bool:
    return letter < "Ͱ" or "Ͱ" <= letter < "Ѐ" or "Ḁ" <= letter < "⁰"
