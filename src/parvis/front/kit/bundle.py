"""Everything in one file to download."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

from parvis.front.kit.keeping import Kit
from parvis.front.kit.pieces import FILES, LANGUAGES, PICTURES
from parvis.front.kit.press import press_text
from parvis.restitution.queries import DatedFigures

LONG_AGO = (2020, 1, 1, 0, 0, 0)
"""No date of ours in the archive: the same words make the same bytes."""


def name_of(kit: Kit) -> str:
    return f"{kit.consultation.slug}-kit.zip"


def signature(kit: Kit, dated: DatedFigures | None) -> str:
    """Changes when anything in the archive does; draws nothing."""
    told = [kit.signature(file) for file in FILES.values() if not file.is_preview]
    told += [text for _name, text in _texts(kit, dated)]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:24]


def bundle(kit: Kit, dated: DatedFigures | None) -> bytes:
    """Posters, flyers, pictures and codes; the text for the press; what the pictures say."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for file in FILES.values():
            if not file.is_preview:
                archive.writestr(zipfile.ZipInfo(file.name, LONG_AGO), kit.file(file))
        for name, text in _texts(kit, dated):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), text)
    return written.getvalue()


def _texts(kit: Kit, dated: DatedFigures | None) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        material = kit.material[language]
        yield f"press-{language}.txt", press_text(kit.consultation, material, dated)
        told = "".join(f"{piece.code}-{language}.png\n{material.alt}\n\n" for piece in PICTURES)
        yield f"alternative-texts-{language}.txt", told
