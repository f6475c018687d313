"""Blocks made harmless before they are kept, and when they are read: only what their editor makes is left."""

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.html import strip_tags
from wagtail.blocks import (
    Block,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ChooserBlock,
    DateBlock,
    DecimalBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.fields import StreamField

from parvis.pages.rich_text import harmless, safe_address

MOST_BLOCKS = 300
"""Of one list of blocks, and of one list in a block."""
MARK = re.compile(r"[0-9A-Za-z-]{1,40}")
# Of control, and halves of characters: the database holds neither.
UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MOST_DIGITS, MOST_DECIMALS = 15, 20
"""Of a number, before the point and after it."""


def harmless_blocks(raw: object, stream: StreamBlock) -> list[dict[str, Any]]:
    """The blocks of known types, each with what its parts may hold; applied twice, it changes nothing.

    `raw` is as the database holds it, or anything at all.
    """
    items = raw if isinstance(raw, list) else []
    known = stream.child_blocks
    return [
        {
            "type": item["type"],
            "value": _value(item.get("value"), known[item["type"]]),
            **_mark(item),
        }
        for item in items[:MOST_BLOCKS]
        if isinstance(item, dict) and isinstance(item.get("type"), str) and item["type"] in known
    ]


def _value(raw: object, block: Block) -> Any:
    if isinstance(block, StructBlock):
        parts = raw if isinstance(raw, dict) else {}
        return {name: _value(parts.get(name), child) for name, child in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        items = raw if isinstance(raw, list) else []
        return [_item(item, block.child_block) for item in items[:MOST_BLOCKS]]
    for kind, read in LEAVES:
        if isinstance(block, kind):
            return read(raw, block)
    raise TypeError(f"{type(block).__name__} has nothing that makes it harmless")


def _item(raw: object, block: Block) -> dict[str, Any]:
    held = raw if isinstance(raw, dict) and raw.get("type") == "item" else {"value": raw}
    return {"type": "item", "value": _value(held.get("value"), block), **_mark(held)}


def _mark(item: dict[str, Any]) -> dict[str, str]:
    """What tells a block from others of its type: Wagtail gives one to those that have none."""
    mark = item.get("id")
    return {"id": mark if isinstance(mark, str) and MARK.fullmatch(mark) else ""}


def _says_something(value: Any) -> bool:
    """A block of text may be there and say nothing; blocks of parts are asked when they are written."""
    return not isinstance(value, str) or bool(strip_tags(value).strip())


def _rich(raw: object, block: Block) -> str:
    return harmless(_words(raw, block))


def _words(raw: object, block: Block) -> str:
    return UNKEPT.sub("", raw) if isinstance(raw, str) else ""


def _address(raw: object, block: Block) -> str:
    return safe_address(_words(raw, block)) or ""


def _number_of_row(raw: object, block: Block) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 < raw < 2**31:
        return raw
    return None


def _flag(raw: object, block: Block) -> bool:
    return raw is True


def _choice(raw: object, block: Block) -> str:
    """One of the choices; the first one otherwise."""
    values = [value for value, _label in block.field.choices if value]
    return raw if isinstance(raw, str) and raw in values else values[0]


def _day(raw: object, block: Block) -> str | None:
    if isinstance(raw, date):
        return raw.isoformat()
    try:
        found = parse_date(raw) if isinstance(raw, str) else None
    except ValueError:
        return None
    return found.isoformat() if found else None


def _decimal(raw: object, block: Block) -> str | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return None
    try:
        found = Decimal(str(raw))
    except ArithmeticError:
        return None
    _sign, digits, exponent = found.as_tuple()
    if not isinstance(exponent, int) or len(digits) > 20:
        return None
    if exponent < -MOST_DECIMALS or found.adjusted() >= MOST_DIGITS:
        return None  # Written out, such a number would fill the memory.
    return format(found, "f")


# The first that fits: an address is also a line of words.
LEAVES: tuple[tuple[type[Block], Callable[[object, Block], Any]], ...] = (
    (RichTextBlock, _rich),
    (ChooserBlock, _number_of_row),
    (URLBlock, _address),
    (BooleanBlock, _flag),
    (ChoiceBlock, _choice),
    (DateBlock, _day),
    (DecimalBlock, _decimal),
    (CharBlock, _words),
    (TextBlock, _words),
)


class HarmlessStreamField(StreamField):
    """Blocks that are made harmless on their way in, by a form, a file, a revision or the code.

    `values()` gives what the database holds, as it is.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For the database, it is JSON: what blocks there are is no business of migrations."""
        name, _path, _arguments, named = super().deconstruct()
        del named["block_lookup"]
        return name, "django.db.models.JSONField", [], {**named, "default": list}

    def clone(self) -> "HarmlessStreamField":
        """The same field, blocks included."""
        _name, _path, _arguments, named = self.deconstruct()
        return type(self)(self.stream_block, **{**named, "default": self.default})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Left as it is: setting it on a page reads it, once."""
        return self.json_field.from_db_value(value, expression, connection)

    def to_python(self, value: object) -> StreamValue:
        """Called on what forms and revisions give, and on what the database held."""
        return super().to_python(self._harmless(value))

    def get_prep_value(self, value: Any) -> Any:
        """A text without a word is not kept. The database is told of nothing that was not read here."""
        kept = [item for item in self._harmless(value) if _says_something(item["value"])]
        return super().get_prep_value(super().to_python(kept))

    def _harmless(self, value: object) -> list[dict[str, Any]]:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                value = []
        if isinstance(value, list) and value and isinstance(value[0], tuple):
            value = super().to_python(value)
        if isinstance(value, StreamValue):
            value = self.stream_block.get_prep_value(value)
        return harmless_blocks(value, self.stream_block)


def empty_blocks() -> models.Value:
    """What rows get that were written by a version of the software without blocks."""
    return models.Value([], models.JSONField())
