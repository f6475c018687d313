"""One way to write a value as bytes, so that everybody hashes the same."""

import json
import unicodedata
from typing import TypeAlias

Value: TypeAlias = "bool | int | str | list[Value] | tuple[Value, ...] | dict[str, Value] | None"


def canonical(value: Value) -> bytes:
    """Write `value` as JSON: sorted keys, no spaces, UTF-8, strings in normal form C, integers only.

    Raises TypeError on a float, a key that is no string, or anything that JSON does not hold.
    """
    text = json.dumps(_normal(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _normal(value: Value) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {_key(key): _normal(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: str) -> str:
    if not isinstance(key, str):
        raise TypeError("a key is a string")
    return unicodedata.normalize("NFC", key)
