"""What a device sends, read with distrust: a short list of sealed answers."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.field.sealing import info_of, open_sealed
from parvis.paper.models import CODE_LENGTH, LETTERS

MOST_AT_ONCE = 20
HEAVIEST = 1024 * 1024
"""Characters of one answer in base64: a hundred pages and more."""
YEARS = range(2020, 2100)
"""Those that a clock may say; another one was never set."""
CODE = re.compile(rf"[{LETTERS}]{{{CODE_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Item:
    """One sealed answer. `written` is the moment as the device wrote it, `written_at` what that says."""

    key: UUID
    code: str
    written: str
    written_at: datetime | None
    sealed: bytes

    def open(self, kit: int) -> str:
        """The form as it was typed. Raises `Unreadable`."""
        return open_sealed(self.sealed, kit, info_of(kit, self.key, self.code, self.written))


def read_items(body: bytes) -> list[Item | str]:
    """Each answer, or its key alone where it is not one. Raises `Refused`."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, list) or len(told) > MOST_AT_ONCE:
        raise Refused(_("This is not what a device sends: reload the page, nothing is lost."))
    return [_item(one) for one in told]


def is_code(code: str) -> bool:
    return CODE.fullmatch(code) is not None


def _item(told: Any) -> Item | str:
    said = told if isinstance(told, dict) else {}
    key, code, written, sealed = (said.get(name) for name in ("key", "code", "written_at", "sealed"))
    name = key[:36] if isinstance(key, str) else ""
    if not (isinstance(code, str) and isinstance(written, str) and isinstance(sealed, str)):
        return name
    if not is_code(code) or len(written) > 40 or len(sealed) > HEAVIEST:
        return name
    try:
        number, content = UUID(name), base64.b64decode(sealed, validate=True)
    except (ValueError, binascii.Error):
        return name
    return Item(number, code, written, _moment(written), content) if str(number) == key else name


def _moment(written: str) -> datetime | None:
    try:
        found = parse_datetime(written)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None and found.year in YEARS else None
