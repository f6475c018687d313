"""One way to write a value as bytes, so that everybody hashes the same."""

import json
import unicodedata
from typing import NoReturn, TypeAlias

Value: TypeAlias = "bool | int | str | list[Value] | tuple[Value, ...] | dict[str, Value] | None"

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def canonical(value: Value) -> bytes:
    """Write `value` as JSON: sorted keys, no spaces, UTF-8, strings in normal form C, integers only.

    Raises TypeError on a float, a key that is no string, or anything that JSON does not hold.
    """
    return _encode(_normal(value)).encode()


def parse(data: bytes) -> Value:
    """Read what `canonical` wrote. Raises ValueError on any other way to write the same value.

    A key written twice, a space or another order would not be written again the same.
    """
    try:
        text = data.decode()
        value: Value = _decoder.decode(text)
        same = _encode(value) == text
        if same and not unicodedata.is_normalized("NFC", text):
            same = canonical(value) == data
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not same:
        raise ValueError("not in canonical form")
    return value


def parse_json(data: bytes) -> Value:
    """Read JSON in any layout, without floats. A key written twice, half a character: ValueError."""
    try:
        value: Value = _loose_decoder.decode(data.decode())
        _encode(value).encode()
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def write_parsed(value: Value) -> bytes:
    """Write again what `parse` gave, or a part of it: what `canonical` gives, faster."""
    return _encode(value).encode()


def _refuse_number(text: str) -> NoReturn:
    raise ValueError("a number is an integer")


def _refuse_twice(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is written twice")
    return found


_decoder = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
_loose_decoder = json.JSONDecoder(
    parse_float=_refuse_number, parse_constant=_refuse_number, object_pairs_hook=_refuse_twice
)


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
