"""What the face of the drawings can write. It has no emoji and none of the scripts of Asia.

A sign without a drawing would be an empty square, and a PDF that holds one is refused as not accessible.
"""

import re
import unicodedata

DRAWN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f\u2030-\u2040"
    "\u20a0-\u20bf\u2116\u2122\u2190-\u22ff]"
)
# Longer than any word of a dictionary: it may be cut anywhere from there on.
LONGEST = 34
CUT = "\u200b"


def drawable(text: str) -> str:
    """The same words, without what has no drawing, on one line; a word without end may be cut."""
    kept = "".join(sign for sign in _composed(text) if is_drawn(sign))
    line = re.sub("[ \n]+", " ", kept).strip()
    return re.sub(rf"[^\s/-]{{{LONGEST},}}", lambda word: CUT.join(word[0]), line)


def undrawn(text: str) -> list[str]:
    """The signs of this text that are left out, each once, in their order."""
    visible = (sign for sign in _composed(text) if unicodedata.category(sign)[0] not in "CMZ")
    return list(dict.fromkeys(sign for sign in visible if not is_drawn(sign)))


def is_drawn(sign: str) -> bool:
    return bool(DRAWN.fullmatch(sign)) and unicodedata.category(sign) != "Cn"


def _composed(text: str) -> str:
    return re.sub(r"[\r\n\t]+", " ", unicodedata.normalize("NFC", text))
