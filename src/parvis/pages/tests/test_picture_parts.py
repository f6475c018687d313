"""A picture whose file would cost more than it shows is refused before it is read; others come upright."""

import io
import struct
import time
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from parvis.accounts.errors import Refused
from parvis.pages.domain.redraw import redraw
from parvis.pages.picture_parts import MOST_SCANS, orientation

SCAN = b"\xff\xda"


def picture(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "#93380f").save(written, kind, **options)
    return written.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def many_scans(number: int) -> bytes:
    """A progressive JPEG whose last scan, of a few bytes, comes again and again."""
    data = picture("JPEG", (800, 800), progressive=True)[:-2]
    return data + data[data.rindex(SCAN) :] * number + b"\xff\xd9"


def many_segments() -> bytes:
    data = picture("JPEG")
    return data[:2] + (b"\xff\xe1\0\x1cExif\0\0" + b"a" * 20) * 300_000 + data[2:]


def many_marks() -> bytes:
    data = picture("JPEG")
    return data[:2] + b"\0" * 5_000_000 + data[2:]


def many_chunks() -> bytes:
    data = picture("PNG")
    return data[:33] + chunk(b"teXt", b"") * 500_000 + data[33:]


def long_comment() -> bytes:
    data = picture("GIF")
    place = data.index(b",", 13 + (3 << (data[10] % 8 + 1)))
    return data[:place] + b"!\xfe" + (b"\xff" + b"a" * 255) * 30_000 + b"\0" + data[place:]


def many_images() -> bytes:
    one = picture("WEBP", (2, 2), lossless=True)[12:]
    frame = struct.pack("<I", 24)[:3].ljust(16, b"\0") + one
    part = b"ANMF" + struct.pack("<I", len(frame)) + frame + b"\0" * (len(frame) % 2)
    body = (
        b"WEBPVP8X" + struct.pack("<I", 10) + b"\2" + b"\0" * 9 + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    )
    return b"RIFF" + struct.pack("<I", len(body) + len(part) * 20_000) + body + part * 20_000


@pytest.mark.parametrize(
    "make",
    [lambda: many_scans(MOST_SCANS), many_segments, many_marks, many_chunks, long_comment, many_images],
    ids=["scans", "segments", "marks", "chunks", "comment", "images"],
)
def test_h22_a_picture_in_too_many_parts_is_refused_at_once(make) -> None:
    file, began = ContentFile(make()), time.process_time()
    with pytest.raises(Refused, match="parties"):
        redraw(file)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("number", [0, 20])
def test_a_picture_drawn_in_several_times_is_taken(number: int) -> None:
    assert redraw(ContentFile(many_scans(number))).extension == "jpg"


def tagged(turned: int, *, more: int = 0, order: str = ">") -> bytes:
    """What a camera tells, after `more` entries that point to everything again."""
    entries = [struct.pack(f"{order}HHII", 1 + n, 7, 60_000, 8) for n in range(more)]
    entries.append(struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0))
    head = b"MM\0*" if order == ">" else b"II*\0"
    written = head + struct.pack(f"{order}IH", 8, len(entries)) + b"".join(entries) + b"\0" * 4
    return b"Exif\0\0" + written


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_stands_upright_however_it_was_held(kind: str, order: str, turned: int) -> None:
    """As it does for the library, whose reader of such words is not asked."""
    written = io.BytesIO()
    shown = Image.linear_gradient("L").resize((64, 32)).convert("RGB")
    shown.paste("#93380f", (0, 0, 12, 12))
    shown.save(written, kind, exif=tagged(turned, order=order), **({} if kind == "PNG" else {"quality": 95}))
    drawn = redraw(ContentFile(written.getvalue()))
    with Image.open(io.BytesIO(drawn.data)) as found:
        assert found.size == ((32, 64) if turned > 4 else (64, 32))
        corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
        across, down = corners[turned]
        red, green, _blue = found.convert("RGB").getpixel(
            (5 + across * (found.width - 11), 5 + down * (found.height - 11))
        )
        assert red - green > 50
        assert "exif" not in found.info


@pytest.mark.parametrize(
    "exif", [b"", b"Exif\0\0", b"MM\0*", tagged(9), tagged(6)[:20], b"II" + b"\xff" * 40]
)
def test_what_cannot_be_read_of_a_camera_turns_nothing(exif: bytes) -> None:
    assert orientation(exif) == 1


def test_h22_a_photo_of_several_pictures_keeps_the_first() -> None:
    """Phones write some: their readers call them by another name."""
    written = io.BytesIO()
    Image.new("RGB", (60, 40)).save(written, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40))])
    assert redraw(ContentFile(written.getvalue())).extension == "jpg"


def test_a_photo_keeps_its_colours() -> None:
    """A JPEG in four inks says in a part beside how to read them."""
    written = io.BytesIO()
    Image.new("CMYK", (60, 40), (0, 255, 255, 0)).save(written, "JPEG", quality=95)
    with Image.open(io.BytesIO(redraw(ContentFile(written.getvalue())).data)) as found:
        red, green, blue = found.convert("RGB").getpixel((30, 20))
        assert (red > 200, green < 60, blue < 60) == (True, True, True)
