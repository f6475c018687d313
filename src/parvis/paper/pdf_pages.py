"""Draw the pages of a PDF, in a process of its own: a PDF is a program that a stranger wrote.

It reads the file on its standard input, imports nothing of the site, and holds no key: its memory and its
time are bounded by the system, it writes no file. On its standard output: how many pages there are, then of
each its width, its height and its points, red, green and blue; big-endian numbers of four bytes.
"""

import math
import resource
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

MOST_PAGES = 200
MOST_MEMORY = 1536 * 1024 * 1024
"""Of addresses, most of which are never used: a page of 2000 pixels takes 30 MB."""
MOST_SECONDS = 90
MOST_SECONDS_OF_A_PAGE = 10
"""Of a processor, for all the pages and for each."""
LARGEST = 2000
"""Pixels of the longer side."""
FINEST = 300 / 72
"""Pixels for a point: a small sheet is not made larger than a scanner sees it."""
UNREADABLE, LOCKED, TOO_MANY, EMPTY, BAD_PAGE = range(3, 8)
"""What the process ends with, when it could not draw them all; anything else went beyond its bounds."""
PASSWORD = 4
"""How PDFium says that a password is asked for (FPDF_ERR_PASSWORD)."""
NUMBER = struct.Struct(">I")
SIDES = struct.Struct(">II")


def draw(data: bytes, out: BinaryIO) -> int:
    """Write the pages one by one; returns 0, or why not."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == PASSWORD else UNREADABLE
    if not 0 < count <= MOST_PAGES:
        return TOO_MANY if count else EMPTY
    out.write(NUMBER.pack(count))
    for index in range(count):
        # Its signal ends the process, even in the middle of what PDFium does.
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS_OF_A_PAGE)
        try:
            drawn = _page(document[index])
        except (pypdfium2.PdfiumError, ValueError, OverflowError):
            return BAD_PAGE
        out.write(SIDES.pack(*drawn.size))
        out.write(drawn.tobytes())
    out.flush()
    return 0


def _page(page: Any) -> Any:
    """A picture on white, within `LARGEST`, whatever the page says of its size."""
    width, height = page.get_size()
    longest = max(width, height)
    if not (min(width, height) > 0 and math.isfinite(longest)):
        raise ValueError(width, height)
    scale = min((LARGEST - 0.5) / longest, FINEST)
    picture = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
    page.close()
    return picture


def _bound() -> None:
    """Before anything of the file is read."""
    for limit, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _quietly(resource.setrlimit, limit, (most, most))


def _quietly(act: Callable[..., object], *values: object) -> None:
    """A system that does not hold this bound still holds the others."""
    try:
        act(*values)
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    _bound()
    sys.exit(draw(sys.stdin.buffer.read(), sys.stdout.buffer))
