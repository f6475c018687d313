"""Read the lines of a file: DOCX, ODT, HTML or Markdown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.core.files import File
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.pages.domain.check_document import check_document
from parvis.texts.lines import Line, from_markdown, kept, levelled
from parvis.texts.readers.docx import read_docx
from parvis.texts.readers.html import read_html
from parvis.texts.readers.odt import read_odt
from parvis.texts.readers.plain import decoded
from parvis.texts.structure import titled, with_headings

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 10_000
MOST_CHARACTERS = 600_000
"""Of words: the form that shows them all must come back."""
PACKED: dict[str, Callable[[bytes], list[Line]]] = {"docx": read_docx, "odt": read_odt}
PLAIN: dict[str, Callable[[str], list[Line]]] = {
    "html": read_html,
    "htm": read_html,
    "md": from_markdown,
    "markdown": from_markdown,
}
OURS = re.compile(r"\s*<!-- parvis cut=([0-5]) -->")
"""The first line of a text that this site wrote: its structure is as it says."""
EXTENSIONS = (*PACKED, *PLAIN)


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says: its title, if any, its lines, and where to cut when the file is one of ours."""

    title: str
    lines: list[Line]
    depth: int | None = None


def read_text(name: str, data: bytes) -> Text:
    """Read a file. Raises `Refused` with what to do."""
    extension = PurePath(name).suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS:
        raise Refused(_("Choose a file in one of these formats: DOCX, ODT, HTML, Markdown."))
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB: take the pictures out of it, or cut it in two."))
    if extension in PACKED:
        check_document(File(BytesIO(data), name), extension=extension)
        return _structured(PACKED[extension](data))
    words = decoded(data, extension=extension)
    ours = OURS.match(words)
    if ours is None or PLAIN[extension] is not from_markdown:
        return _structured(PLAIN[extension](words))
    title, lines = titled(checked(from_markdown(words)))
    return Text(title, levelled(lines), int(ours[1]))


def _structured(lines: list[Line]) -> Text:
    title, rest = titled(checked(kept(lines)))
    return Text(title, levelled(with_headings(rest)))


def checked(lines: list[Line]) -> list[Line]:
    """The lines, when there are some, and not more than a page can show."""
    if not lines:
        raise Refused(_("No text was found in this file."))
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise Refused(
            _("This text is too long to be put to consultation at once: cut it into several texts.")
        )
    return lines
