"""Files as people send them, and as hostile people do."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PLACE = b"48.8566,2.3522"
SCRIPT = b"<html><script>alert(document.domain)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "#93380f") -> bytes:
    """A photo lying on its side that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, exif=exif.tobytes())
    return written.getvalue()


def bomb() -> bytes:
    """A few bytes that say they are a picture of 50,000 pixels a side."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def word(*more: str, packed: int = zipfile.ZIP_STORED, content: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packed) as pack:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            pack.writestr(name, content)
    return written.getvalue()


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
