"""Characters that would harm the page around them, whoever typed them."""

import unicodedata

# More than any script piles upon one letter: they would climb over the lines around, and are slow to order.
MOST_MARKS = 6


def without_towers(text: str) -> str:
    """Each letter with at most `MOST_MARKS` marks; in a time that grows with the length alone."""
    if text.isascii():
        return text
    kept, pile = [], 0
    for char in text:
        pile = pile + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if pile <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
