"""Look into a document that somebody sent: it must be what its name says, and run nothing."""

import re
from zipfile import ZipFile

from django.core.files import File
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.pages.packs import Unreadable, unpacking

HEAVIEST = 20 * 1024 * 1024
OFFICE = {"docx": "word/", "xlsx": "xl/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
TEXTS = {"csv", "txt", "vtt"}
CAPTIONS = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)")
VIDEOS = {
    "mp4": re.compile(rb".{4}ftyp", re.DOTALL),
    "webm": re.compile(rb"\x1aE\xdf\xa3.{0,50}webm", re.DOTALL),
}
"""How the file of a video begins: what browsers play by one of these names and nothing else."""
PACKED = b"PK\x03\x04"
RUNS_IN_PDF = re.compile(rb"/(?:JavaScript|Launch)\b")
RUNS_IN_PACK = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml)$|^(?:Basic|Scripts)/", re.IGNORECASE)
# Anything but tabs and ends of lines among the first 32: no text holds it.
NOT_IN_TEXTS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check_document(file: File, *, extension: str) -> None:
    """Raise `Refused` when the content is not that of the extension, is too heavy, or holds a program."""
    if file.size > HEAVIEST:
        raise Refused(_("This document is larger than 20 MB: choose a smaller one."))
    file.seek(0)
    start = file.read(64)
    file.seek(0)
    if extension == "pdf":
        fits = start.startswith(b"%PDF-")
        runs = fits and _runs(file)
    elif extension in TEXTS:
        fits, runs = _is_text(file) and (extension != "vtt" or bool(CAPTIONS.match(start))), False
    elif extension in VIDEOS:
        fits, runs = bool(VIDEOS[extension].match(start)), False
    else:
        fits, runs = _look_into_pack(file, extension) if start.startswith(PACKED) else (False, False)
    file.seek(0)
    if not fits:
        raise Refused(
            _("The content of this file is not that of a .%(extension)s: save it again under its true form.")
            % {"extension": extension}
        )
    if runs:
        raise Refused(
            _("This document holds a program (a macro or a script): save it without, then send it.")
        )


def _runs(file: File) -> bool:
    """Whether a PDF asks to run something, where it says so in clear. The site itself never opens it."""
    before = b""
    for chunk in file.chunks():
        if RUNS_IN_PDF.search(before + chunk):
            return True
        before = chunk[-16:]
    return False


def _is_text(file: File) -> bool:
    return not any(NOT_IN_TEXTS.search(chunk) for chunk in file.chunks())


def _look_into_pack(file: File, extension: str) -> tuple[bool, bool]:
    """Whether a packed document is of its form, and whether it holds macros. Only its form is unpacked."""
    try:
        with unpacking(file) as pack:
            names = pack.namelist()
            runs = any(RUNS_IN_PACK.search(name) for name in names)
            if extension in OFFICE:
                kinds = _first_bytes(pack, "[Content_Types].xml")
                return any(
                    name.startswith(OFFICE[extension]) for name in names
                ), runs or b"macroEnabled" in kinds
            return _first_bytes(pack, "mimetype").strip() == OPEN_DOCUMENT[extension], runs
    except Unreadable:
        return False, False


def _first_bytes(pack: ZipFile, name: str) -> bytes:
    with pack.open(name) as entry:
        return entry.read(100_000)
