"""The pages of a PDF as pictures, one by one; what draws them is a process apart, see `pdf_pages`."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import IO

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.pages.domain.redraw import OPTIONS
from parvis.paper import pdf_pages
from parvis.paper.pdf_pages import LARGEST, MOST_PAGES, NUMBER, SIDES
from parvis.ui import words

HEAVIEST = 20 * 1024 * 1024
MOST_SECONDS = 300
"""Of a clock, on a busy machine; those of a processor are bounded by `pdf_pages`."""
START, END = b"%PDF-", b"%%EOF"
NEAR = 4096
"""Bytes at each end of a file where a PDF says that it is one, and that it is whole."""
Picture = tuple[bytes, int, int]
"""A JPEG, its width and its height."""


def is_pdf(file: File) -> bool:
    """By its name, or by what it begins with: what only bears the name is refused by `pictures_of`."""
    file.seek(0)
    return str(file.name).lower().endswith(".pdf") or START in file.read(NEAR)


def pictures_of(file: File, *, most: int = MOST_PAGES) -> Iterator[Picture]:
    """Each page in turn, drawn on white: nothing of the file is kept but what one sees.

    Raises `Refused` for what is no PDF, is locked, cut short, too long or too slow to draw.
    """
    if file.size > HEAVIEST:
        raise Refused(_("This PDF is larger than 20 MB: send its pages in several files."))
    file.seek(0)
    data = file.read()
    if START not in data[:NEAR]:
        raise Refused(_("This file is no PDF, whatever its name says: save it again, or send a picture."))
    if END not in data.rstrip(b"\0\r\n\t ")[-NEAR:]:
        raise Refused(_("This PDF is cut short: save it or scan it again, then send it."))
    with _drawing(data) as (process, out):
        count = _number(out)
        if count is not None and count > most:
            raise Refused(_too_many(most))
        for number in range(1, (count or 0) + 1):
            yield _picture(out) or _fail(process, number)
        if count is None:
            _fail(process, 1)


@contextmanager
def _drawing(data: bytes) -> Iterator[tuple["subprocess.Popen[bytes]", IO[bytes]]]:
    """The process that draws, ended whatever happens; it has none of our environment, nor of our keys."""
    command = [sys.executable, "-I", "-m", pdf_pages.__name__]
    with subprocess.Popen(  # noqa: S603 (our own module, no shell)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as process:
        clock = Timer(MOST_SECONDS, process.kill)
        clock.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise RuntimeError(command)
            with suppress(BrokenPipeError):
                process.stdin.write(data)
            with suppress(BrokenPipeError):
                process.stdin.close()
            yield process, process.stdout
        finally:
            process.kill()
            clock.cancel()


def _number(out: IO[bytes]) -> int | None:
    read = out.read(NUMBER.size)
    return int(NUMBER.unpack(read)[0]) if len(read) == NUMBER.size else None


def _picture(out: IO[bytes]) -> Picture | None:
    """None where the process stopped; the process is not trusted with the size of what it sends."""
    read = out.read(SIDES.size)
    if len(read) < SIDES.size:
        return None
    width, height = SIDES.unpack(read)
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        return None
    points = out.read(width * height * 3)
    if len(points) < width * height * 3:
        return None
    written = io.BytesIO()
    Image.frombytes("RGB", (width, height), points).save(written, "JPEG", **OPTIONS["JPEG"])
    return written.getvalue(), width, height


def _fail(process: "subprocess.Popen[bytes]", number: int) -> Picture:
    """Say why the process stopped at this page."""
    match process.wait():
        case pdf_pages.LOCKED:
            raise Refused(_("This PDF asks for a password: save it without one, then send it."))
        case pdf_pages.UNREADABLE | pdf_pages.EMPTY:
            raise Refused(_("This PDF cannot be read: save it or scan it again, then send it."))
        case pdf_pages.TOO_MANY:
            raise Refused(_too_many(MOST_PAGES))
        case pdf_pages.BAD_PAGE:
            raise Refused(
                _("Page %(n)s of this PDF cannot be drawn: scan it again.") % {"n": words.number(number)}
            )
    raise Refused(
        _("Page %(n)s of this PDF is too heavy to draw: send the pages as JPEG pictures.")
        % {"n": words.number(number)}
    )


def _too_many(most: int) -> str:
    return _("%(n)s pages at most are kept at once: send them in several times.") % {"n": words.number(most)}
