"""Drawing forms, slips, minutes, syntheses. Words reach them as data: whatever they hold, none is run."""

from __future__ import annotations

import hashlib
import io
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import segno
import typst

PLACE = Path(__file__).parent / "drawings"
FORM, SLIP, MINUTES, SYNTHESIS = "form.typ", "slip.typ", "minutes.typ", "synthesis.typ"
DRAWN_AS = [hashlib.sha256((PLACE / MINUTES).read_bytes()).hexdigest(), version("typst"), version("segno")]
"""Changes when minutes are drawn in another way: what was kept of them is then drawn again."""


def draw(drawing: str, said: dict[str, Any]) -> bytes:
    """A PDF that says to machines what it says to eyes (PDF/UA-1)."""
    sheets = [{**sheet, "qr": _code(sheet["url"])} for sheet in said["sheets"]]
    return draw_words(drawing, {**said, "sheets": sheets, "qr": _code(said["url"])})


def draw_minutes(said: dict[str, Any]) -> bytes:
    """Minutes, with the code of their page when they have one that everybody reads."""
    return draw_words(MINUTES, {**said, "qr": _code(said["url"]) if said["url"] else ""})


def draw_synthesis(said: dict[str, Any]) -> bytes:
    """A synthesis, with the code of its page."""
    return draw_words(SYNTHESIS, {**said, "qr": _code(said["url"])})


def drawn_as() -> list[str]:
    """Changes when syntheses are drawn in another way: what was kept of them is then drawn again."""
    return [hashlib.sha256((PLACE / SYNTHESIS).read_bytes()).hexdigest(), version("typst"), version("segno")]


def draw_words(drawing: str, told: dict[str, Any]) -> bytes:
    drawn = typst.compile(
        str(PLACE / drawing),
        root=str(PLACE),
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(told)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    if not isinstance(drawn, bytes):
        raise TypeError(drawing)
    return drawn


def _code(url: str) -> str:
    """The QR code of an address as SVG, without a margin: white paper has one already."""
    written = io.BytesIO()
    segno.make(url, error="m", micro=False).save(written, kind="svg", scale=4, border=0, light="#fff")
    return written.getvalue().decode()
