"""What a packed file holds (a zip: office documents are some), looked at before any of it is unpacked."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused

# Of everything that is packed, once unpacked.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ENTRIES = 5_000
ENTRY = b"PK\x01\x02"
"""How the description of each entry begins."""
BOUNDED = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""The forms of which one unpacks no more than one asks for; others give at once all that a chunk holds."""
BROKEN = (
    BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip


class Unreadable(Exception):
    """A pack that is damaged, locked, or in a form that no office program writes."""


@contextmanager
def unpacking(file: IO[bytes]) -> Iterator[ZipFile]:
    """A pack of which any entry may be read within bounds. Raises `Unreadable`, `Refused` when too large."""
    try:
        if _entries(file) > MOST_ENTRIES:
            raise _too_large()
        with ZipFile(file) as pack:
            entries = pack.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise _too_large()
            if any(entry.compress_type not in BOUNDED for entry in entries):
                raise Unreadable
            yield pack
    except BROKEN as error:
        raise Unreadable from error


def _entries(file: IO[bytes]) -> int:
    """How many entries are described, before an object is made of each."""
    file.seek(0)
    found = sum(chunk.count(ENTRY) for chunk in iter(lambda: file.read(1024 * 1024), b""))
    file.seek(0)
    return found


def _too_large() -> Refused:
    return Refused(_("Once unpacked, this document is too large."))
