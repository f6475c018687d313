"""One part of a packed document, within bounds, and without what XML may pull in."""

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.pages.packs import Unreadable, unpacking

MOST_UNPACKED = 25 * 1024 * 1024


def unreadable() -> Refused:
    return Refused(_("This document cannot be read. Save it again, without a password, and bring it again."))


def part_of(data: bytes, name: str) -> Element | None:
    """The root of a part; None when the document has no such part.

    Raises `Refused` when it is damaged, locked, larger than its bound, or declares entities.
    """
    try:
        with unpacking(BytesIO(data)) as pack:
            if name not in pack.namelist():
                return None
            with pack.open(name) as entry:
                content = entry.read(MOST_UNPACKED + 1)
        if len(content) > MOST_UNPACKED:
            raise Refused(_("Once unpacked, this document is too large."))
        root: Element = fromstring(content, forbid_dtd=True)
    except (Unreadable, ValueError, ParseError, DefusedXmlException) as error:
        raise unreadable() from error
    return root
