"""DOCX and ODT from HTML, by pandoc: it reads nothing but what it is given, and has a time to do so."""

from __future__ import annotations

import hashlib
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import pypandoc

Format = Literal["docx", "odt"]
SECONDS = 30
TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
WRITTEN_AS = [hashlib.sha256(Path(__file__).read_bytes()).hexdigest(), version("pypandoc-binary")]
"""Changes when documents are written in another way: what was kept of them is then written again."""


def written(html: str, to: Format, *, title: str, language: str) -> bytes:
    """The document. In its sandbox pandoc opens no file and no address. Raises `subprocess` errors."""
    done = subprocess.run(  # noqa: S603 (no word of anybody is in the command but a title, as one argument)
        [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "--from=html",
            f"--to={to}",
            f"--metadata=lang:{language}",
            f"--metadata=title:{title}",
            "--shift-heading-level-by=-1",
            "--output=-",
        ],
        input=html.encode(),
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    return done.stdout
