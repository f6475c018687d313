"""Values of a parsed JSON, of the type that the format asks for; ValueError on any other."""

from parvis.merkle.canonical import Value


def as_record(value: Value) -> dict[str, Value]:
    """An object."""
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def as_list(value: Value) -> list[Value]:
    """A list."""
    if not isinstance(value, list):
        raise ValueError("not a list")
    return value


def as_text(value: Value) -> str:
    """A string."""
    if not isinstance(value, str):
        raise ValueError("not a string")
    return value


def as_whole(value: Value) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return value


def as_whole_or_none(value: Value) -> int | None:
    """A whole number, or null."""
    return None if value is None else as_whole(value)


def as_bytes32(value: Value) -> bytes:
    """32 bytes in lower-case hexadecimal."""
    data = bytes.fromhex(as_text(value))
    if len(data) != 32 or data.hex() != value:
        raise ValueError("not 32 bytes in hexadecimal")
    return data
