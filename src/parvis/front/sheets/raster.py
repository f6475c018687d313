"""An SVG picture of the site as a PNG, for whatever takes no SVG: slides, messages, word processors.

The face is the one that is inside `typst`, whatever the machine has: the same picture makes the same bytes.
"""

from __future__ import annotations

import hashlib
import unicodedata
from importlib.metadata import version

import typst

from parvis.front.kit.signs import is_drawn
from parvis.front.sheets.drawing import PLACE

PICTURE = "picture.typ"
WIDTH = 1600
"""Pixels across; the height follows."""


def png(svg: str) -> bytes:
    """The whole picture on white; signs that the face cannot write are left out, not drawn as squares."""
    drawn = typst.compile(
        str(PLACE / PICTURE),
        root=str(PLACE),
        ignore_system_fonts=True,
        sys_inputs={"svg": _writable(svg), "width": str(WIDTH)},
        format="png",
        ppi=72,
    )
    if not isinstance(drawn, bytes):
        raise TypeError(PICTURE)
    return drawn


def rastered_as() -> list[str]:
    """Changes when pictures are drawn in another way: what was kept of them is then drawn again."""
    return [hashlib.sha256((PLACE / PICTURE).read_bytes()).hexdigest(), version("typst"), str(WIDTH)]


def _writable(svg: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFC", svg) if sign == "\n" or is_drawn(sign))
