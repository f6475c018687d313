"""Typed text before it is kept: one form for equal texts, nothing invisible that could deceive a reader."""

import re
import unicodedata

from parvis.ui.characters import without_towers

# Overrides and isolates of writing direction, zero-width spaces, byte order marks; joiners stay, for emoji.
DECEIVING = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
# The categories Cc and Cs of Unicode, without the end of a line and the tab: both are fixed for ever.
UNWRITTEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
VISIBLE = frozenset("LNPS")


def clean_text(text: str) -> str:
    """NFC, lines ended by a single newline, at most one blank line in a row; no control character."""
    text = without_towers(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text)
    text = UNWRITTEN.sub("", DECEIVING.sub("", text)).replace("\t", " ")
    text = re.sub(r"[^\S\n]+\n", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return text if any(unicodedata.category(char)[0] in VISIBLE for char in text) else ""


def clean_line(text: str) -> str:
    """The same on one line, spaces collapsed."""
    return re.sub(r"\s+", " ", clean_text(text))
