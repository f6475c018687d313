"""Whether the words of a text changed, beyond spelling."""

import re
import unicodedata
from difflib import SequenceMatcher

WORD = re.compile(r"\w+")
MOST_WORDS = 4_000
"""Beyond, comparing word by word may take seconds: any change of a word is one."""
SHORT, ALIKE = 4, 0.8


def is_material(before: str, after: str) -> bool:
    """Whether a word came, went or became another one; case, accents, signs and slips of the pen are nothing.

    A slip is a word with the same first letter, nearly the same letters, and no figure.
    """
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MOST_WORDS:
        return old != new
    return any(
        act != "equal" and not _are_slips(old[i:j], new[k:m])
        for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    )


def _words(text: str) -> list[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return WORD.findall(plain.casefold())


def _are_slips(old: list[str], new: list[str]) -> bool:
    return len(old) == len(new) and all(_is_slip(a, b) for a, b in zip(old, new, strict=True))


def _is_slip(old: str, new: str) -> bool:
    if min(len(old), len(new)) < SHORT or abs(len(old) - len(new)) > 1 or old[0] != new[0]:
        return False
    if any(sign.isdigit() for sign in old + new):
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= ALIKE
