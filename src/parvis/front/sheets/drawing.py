"""Drawing forms and slips. Words reach the drawing as data: whatever they hold, nothing of them is run."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst

PLACE = Path(__file__).parent / "drawings"
FORM, SLIP = "form.typ", "slip.typ"


def draw(drawing: str, said: dict[str, Any]) -> bytes:
    """A PDF that says to machines what it says to eyes (PDF/UA-1)."""
    sheets = [{**sheet, "qr": _code(sheet["url"])} for sheet in said["sheets"]]
    told = {**said, "sheets": sheets, "qr": _code(said["url"])}
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
