"""Drawing a piece. Words reach the drawing as data: whatever they hold, nothing of them is run.

No package and no font is fetched: drawings use what is inside `typst`, and its own face.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import segno
import typst

from parvis.front.kit.material import Material
from parvis.front.kit.pieces import CODE, File, Form
from parvis.front.kit.signs import drawable

PLACE = Path(__file__).parent / "drawings"
PREVIEW = 56
"""Dots per inch of the picture of a sheet of paper; pictures for screens have one for each point."""


@dataclass(frozen=True, slots=True)
class Look:
    """Of the site: its name, a colour on which white reads, its logo as a PNG if it has one."""

    site: str
    colour: str
    logo: bytes = b""


def draw(file: File, material: Material, look: Look) -> bytes:
    """One file of a kit; the same words and look make the same bytes."""
    if file.piece == CODE:
        return _code(material.url, file.form)
    drawn = typst.compile(
        str(PLACE / file.piece.drawing),
        root=str(PLACE),
        ignore_system_fonts=True,
        sys_inputs=_inputs(file, material, look),
        **_written(file),
    )
    if not isinstance(drawn, bytes):
        raise TypeError(file.name)
    return drawn


def signature(file: File, material: Material, look: Look) -> str:
    """Changes when anything changes in what is drawn, or in how."""
    made = [DRAWINGS, *VERSIONS, hashlib.sha256(look.logo).hexdigest()]
    told = [file.name, *made, look.site, look.colour, asdict(material)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]


def _written(file: File) -> dict[str, Any]:
    if file.form == Form.PDF:
        return {"format": "pdf", "pdf_standards": ["ua-1"]}
    return {"format": "png", "ppi": PREVIEW if file.piece.is_paper else 72}


def _inputs(file: File, material: Material, look: Look) -> dict[str, str]:
    said = {
        **{name: drawable(value) for name, value in _texts(material)},
        "title": drawable(material.title) or material.address,
        "labels": asdict(material.labels),
        "url": material.url,
        "qr": _code(material.url, Form.SVG, margin=0).decode(),
        "site": drawable(look.site),
        "colour": look.colour,
        "logo": list(look.logo),
    }
    return {
        "said": json.dumps(said),
        "width": str(file.piece.width),
        "height": str(file.piece.height),
        "litter": "yes" if file.piece.is_flyer else "",
    }


def _texts(material: Material) -> list[tuple[str, str]]:
    named = ((field.name, getattr(material, field.name)) for field in fields(material))
    return [(name, value) for name, value in named if isinstance(value, str)]


def _code(url: str, form: Form, *, margin: int = 4) -> bytes:
    """The QR code of an address, with the margin that readers need; on white paper it has one already."""
    written = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        written, kind=form.value, scale=20, border=margin, light="#fff"
    )
    return written.getvalue()


def _digest() -> str:
    sources = (path.read_bytes() for path in sorted(PLACE.glob("*.typ")))
    return hashlib.sha256(b"\0".join(sources)).hexdigest()


DRAWINGS, VERSIONS = _digest(), (version("typst"), version("segno"))
