"""The characters of a file that is not packed."""

import codecs
import re

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
NOT_IN_TEXTS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(data: bytes, *, extension: str) -> str:
    """UTF-8, UTF-16 when marked, what an HTML page declares, or what old programs of Windows write.

    Raises `Refused` when it is no text.
    """
    text = _decoded(data)
    if NOT_IN_TEXTS.search(text):
        raise Refused(
            _("The content of this file is not that of a .%(extension)s: save it again under its true form.")
            % {"extension": extension}
        )
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = CHARSET.search(data[:2000])
        return data.decode(_known(declared[1].decode() if declared else "cp1252"), errors="replace")


def _known(charset: str) -> str:
    """Codecs of the standard library also unpack and translate: only those of characters are used."""
    try:
        codec = codecs.lookup(charset)
    except LookupError:
        return "cp1252"
    return charset if codec._is_text_encoding else "cp1252"
