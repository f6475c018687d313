"""Verification of Ed25519 signatures (RFC 8032, section 5.1.7), without any dependency.

Slow (a few milliseconds) and readable. Nothing here is secret: it cannot sign.
"""

import hashlib
from typing import TypeAlias

KEY_BYTES = 32
SIGNATURE_BYTES = 64

Point: TypeAlias = tuple[int, int, int, int]
"""x and y over z, and their product over z (extended coordinates)."""

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, FIELD) % FIELD
ROOT_OF_MINUS_ONE = pow(2, (FIELD - 1) // 4, FIELD)
NEUTRAL: Point = (0, 1, 1, 0)


def verify_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is that of `message` by the holder of `public_key`.

    Strict: points and numbers are in their only form, and a key of small order is refused.
    """
    if len(public_key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    key = _read_point(public_key)
    number = int.from_bytes(signature[32:], "little")
    if key is None or number >= ORDER or _same(_times(8, key), NEUTRAL):
        return False
    digest = hashlib.sha512(signature[:32] + public_key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return _write_point(_times_both(number, BASE, challenge, _opposite(key))) == signature[:32]


def _add(first: Point, second: Point) -> Point:
    (x1, y1, z1, t1), (x2, y2, z2, t2) = first, second
    a, b = (y1 - x1) * (y2 - x2) % FIELD, (y1 + x1) * (y2 + x2) % FIELD
    c, d = 2 * t1 * t2 * CURVE % FIELD, 2 * z1 * z2 % FIELD
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % FIELD, g * h % FIELD, f * g % FIELD, e * h % FIELD


def _times(number: int, point: Point) -> Point:
    found = NEUTRAL
    while number:
        if number & 1:
            found = _add(found, point)
        point = _add(point, point)
        number >>= 1
    return found


def _times_both(number: int, point: Point, other_number: int, other: Point) -> Point:
    """number * point + other_number * other, bit after bit together."""
    table = (NEUTRAL, point, other, _add(point, other))
    found = NEUTRAL
    for bit in range(max(number.bit_length(), other_number.bit_length()) - 1, -1, -1):
        found = _add(found, found)
        choice = (number >> bit & 1) | (other_number >> bit & 1) << 1
        if choice:
            found = _add(found, table[choice])
    return found


def _opposite(point: Point) -> Point:
    x, y, z, t = point
    return -x % FIELD, y, z, -t % FIELD


def _same(first: Point, second: Point) -> bool:
    return not ((first[0] * second[2] - second[0] * first[2]) % FIELD) and not (
        (first[1] * second[2] - second[1] * first[2]) % FIELD
    )


def _read_point(data: bytes) -> Point | None:
    """The point that these 32 bytes say, or None when they are no point, or another way to write one."""
    whole = int.from_bytes(data, "little")
    y, sign = whole & ((1 << 255) - 1), whole >> 255
    if y >= FIELD:
        return None
    x = _find_x(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = FIELD - x
    return x, y, 1, x * y % FIELD


def _find_x(y: int) -> int | None:
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if (x * x - square) % FIELD:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    return x if not (x * x - square) % FIELD else None


def _write_point(point: Point) -> bytes:
    inverse = pow(point[2], -1, FIELD)
    x, y = point[0] * inverse % FIELD, point[1] * inverse % FIELD
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base_point() -> Point:
    """The point that everybody starts from: y is 4/5, x is even."""
    point = _read_point((4 * pow(5, -1, FIELD) % FIELD).to_bytes(32, "little"))
    if point is None:
        raise ArithmeticError("the base point is a point")
    return point


BASE = _base_point()
