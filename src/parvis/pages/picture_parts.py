"""The parts of the file of a picture, counted and lightened before any reader of pictures sees them.

Such a reader walks every part, however many, and unfolds what a camera tells of a photo, however often its
entries point to the same bytes: a small file may take seconds and gigabytes. Raises `Costly` for those that
no camera and no program writes.
"""

from collections.abc import Iterator

# Times that a JPEG is drawn over, a little finer each time; cameras and programs write ten.
MOST_SCANS = 50
# Before what is drawn, in a JPEG; after it too, in a PNG or a WebP.
MOST_SEGMENTS, MOST_CHUNKS = 500, 5_000
# Bytes of a GIF before its first image.
MOST_BEFORE = 256 * 1024
SCAN, FILL = 0xDA, 0xFF
BARE = frozenset({0x00, 0x01, *range(0xD0, 0xDA)})
"""Marks of a JPEG that no length follows."""
SAID = frozenset({*range(0xE0, 0xF0), 0xFE})
"""Marks of what is told beside the picture; of these, only the ones below are drawn otherwise without."""
KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
EXIF, ORIENTATION = b"Exif\0\0", 0x0112


class Costly(Exception):
    """Many more parts than a picture has."""


def lean(data: bytes) -> bytes:
    """The same picture; of what a JPEG tells beside, its colours and which side is up."""
    if data.startswith(b"\xff\xd8"):
        return _lean_jpeg(data)
    if data.startswith(b"\x89PNG"):
        _count(_chunks(data, start=8, order="big", extra=12))
    elif data.startswith(b"RIFF"):
        _count(_chunks(data, start=12, order="little", extra=8))
    elif data.startswith(b"GIF8") and _is_late(data):
        raise Costly
    return data


def orientation(exif: bytes) -> int:
    """From 1 (upright) to 8, as the first list of what a camera tells has it; 1 without one."""
    told = exif.removeprefix(EXIF)
    order = "little" if told.startswith(b"II") else "big"
    start = _number(told[4:8], order)
    count = min(_number(told[start : start + 2], order), MOST_SEGMENTS)
    for place in range(start + 2, start + 2 + 12 * count, 12):
        if _number(told[place : place + 2], order) == ORIENTATION:
            found = _number(told[place + 8 : place + 10], order)
            return found if 1 <= found <= 8 else 1
    return 1


def _number(written: bytes, order: str) -> int:
    return int.from_bytes(written, "little" if order == "little" else "big")


def _lean_jpeg(data: bytes) -> bytes:
    """Scans are never within one another: what looks like their mark and is none is written otherwise."""
    if data.count(bytes((FILL, SCAN))) > MOST_SCANS:
        raise Costly
    parts, turned = [data[:2]], 1
    for mark, part in _segments(data):
        if mark == SCAN:
            return b"".join([parts[0], _told(turned), *parts[1:], part])
        if mark == 0xE1 and part[4:].startswith(EXIF):
            turned = orientation(part[4:])
        if mark not in SAID or any(mark == kept and part[4:].startswith(name) for kept, name in KEPT):
            parts.append(part)
    return data


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each with its mark; the last one is the first scan, with all that follows."""
    place = 2
    for _step in range(MOST_SEGMENTS):
        head = data[place : place + 4]
        if len(head) < 4:
            return
        mark = head[1]
        if head[0] != FILL or mark == FILL:
            place += 1
        elif mark in BARE:
            place += 2
        elif mark == SCAN:
            yield mark, data[place:]
            return
        else:
            end = place + 2 + _number(head[2:], "big")
            yield mark, data[place:end]
            place = end
    raise Costly


def _told(turned: int) -> bytes:
    """What a camera tells, when that is only which side is up."""
    entry = ORIENTATION.to_bytes(2) + b"\0\3\0\0\0\1" + turned.to_bytes(2) + b"\0\0"
    told = EXIF + b"MM\0*\0\0\0\x08\0\1" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(told) + 2).to_bytes(2) + told


def _chunks(data: bytes, *, start: int, order: str, extra: int) -> Iterator[int]:
    """Where each begins. Of `extra` bytes beside what it holds, four tell its length."""
    place, told = start, 0 if order == "big" else 4
    while place < len(data):
        yield place
        length = _number(data[place + told : place + told + 4], order)
        place += extra + length + (length % 2 if order == "little" else 0)


def _count(chunks: Iterator[int]) -> None:
    for number, _place in enumerate(chunks):
        if number >= MOST_CHUNKS:
            raise Costly


def _is_late(data: bytes) -> bool:
    """Whether the first image of a GIF begins further than it should."""
    place = 13 + (3 << (data[10] % 8 + 1) if len(data) > 10 and data[10] & 0x80 else 0)
    while place < min(len(data), MOST_BEFORE):
        if data[place] in b",;":
            return False
        is_extension = data[place] in b"!"
        place += 2 if is_extension else 1
        while is_extension and place < len(data) and (length := data[place]):
            place += length + 1
        place += is_extension
    return place >= MOST_BEFORE
