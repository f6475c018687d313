"""Fewer lines to write on, where a few of them would cost each person one more page."""

from __future__ import annotations

import json
from typing import Any

import typst

from parvis.front.sheets.drawing import FORM, PLACE

MOST_CUT = 5
"""Lines taken away in all, from those of the longest answers first."""
FEWEST = 4
"""No answer that had more lines is left with fewer."""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
"""Stands for a QR code while pages are counted."""
Said = dict[str, Any]


def fitted(said: Said) -> Said:
    """The same form, on one page less if `MOST_CUT` lines are enough for that. At most six short drawings."""
    pages = _pages(said)
    if pages < 2 or _pages(_cut(said, MOST_CUT)) == pages:
        return said
    for count in range(1, MOST_CUT):
        shorter = _cut(said, count)
        if _pages(shorter) < pages:
            return shorter
    return _cut(said, MOST_CUT)


def _cut(said: Said, count: int) -> Said:
    parts = [dict(part) for part in said["parts"]]
    for _line in range(count):
        long = [part for part in parts if part["type"] == "lines" and part["lines"] > FEWEST]
        if long:
            max(long, key=lambda part: int(part["lines"]))["lines"] -= 1
    return {**said, "parts": parts}


def _pages(said: Said) -> int:
    """Of one sheet: all of them are alike."""
    sheets = [{**sheet, "qr": SQUARE} for sheet in said["sheets"][:1]]
    told = json.dumps({**said, "sheets": sheets, "qr": SQUARE})
    drawn = typst.compile(
        str(PLACE / FORM), root=str(PLACE), ignore_system_fonts=True, sys_inputs={"said": told}, format="svg"
    )
    return len(drawn) if isinstance(drawn, list) else 1
