"""Reading pictures that the site makes."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

MAGIC = b"\x89PNG\r\n\x1a\n"
Colour = tuple[int, int, int]


def opened(body: bytes) -> Image.Image:
    """A whole PNG, its colours as red, green and blue; it fails on anything else."""
    assert body.startswith(MAGIC)
    return Image.open(BytesIO(body)).convert("RGB")


def colour_at(picture: Image.Image, x: float, y: float) -> Colour:
    """The colour of one pixel."""
    found = picture.getpixel((int(x), int(y)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]
