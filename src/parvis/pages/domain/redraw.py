"""Draw anew a picture that somebody sent: of its file, nothing is kept but what one sees."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

from parvis.accounts.errors import Refused
from parvis.pages.picture_parts import Costly, lean, orientation

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# Of a JPEG, which is made smaller while it is read; of others, which are drawn whole: 200 MB of memory.
MOST_PIXELS_READ = 25_000_000
MOST_PIXELS_DRAWN = 20_000_000
HEAVIEST = 10 * 1024 * 1024
# Twice the widest place of a page, for sharp screens.
LARGEST = (2560, 2560)
# A moving picture stands still: its first image is kept.
KEPT = {"JPEG": ("JPEG", "jpg"), "WEBP": ("WEBP", "webp"), "PNG": ("PNG", "png"), "GIF": ("PNG", "png")}
OPTIONS: dict[str, dict[str, int]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "WEBP": {"quality": 88},
    "PNG": {"optimize": True},
}
UPRIGHT = dict(enumerate((
    Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
), start=2))  # fmt: skip
"""How a picture is turned, by what a camera tells of its side."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The bytes of a picture, and how its file is named at the end."""

    data: bytes
    extension: str


def redraw(file: File, *, within: tuple[int, int] = LARGEST) -> Drawn:
    """Upright, in the colours of the web, of a fitting size; without place, date, device or hidden words.

    Raises `Refused` for what is no picture, weighs too much or has too many pixels: those are counted before
    any is drawn.
    """
    if file.size > HEAVIEST:
        raise Refused(_("This picture is larger than 10 MB: choose a smaller one."))
    with opened(file) as picture:
        kind, extension = KEPT[picture.format or "PNG"]
        drawn = _drawn(picture, within)
    written = io.BytesIO()
    drawn.save(written, kind, **OPTIONS[kind])
    return Drawn(written.getvalue(), extension)


@contextmanager
def opened(file: File) -> Iterator[Image.Image]:
    """The picture of a file, not yet drawn. What its bytes do to the reader of pictures ends in `Refused`."""
    try:
        file.seek(0)
        with Image.open(io.BytesIO(lean(file.read())), formats=FORMATS) as picture:
            read = picture.width * picture.height
            picture.draft("RGB", LARGEST)
            if read > MOST_PIXELS_READ or picture.width * picture.height > MOST_PIXELS_DRAWN:
                raise Refused(_("This picture is too large: choose one of 20 million pixels at most."))
            yield picture
    except Costly as costly:
        raise Refused(
            _("This picture is written in too many parts: save it again, then send it.")
        ) from costly
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Refused(_("This file cannot be read as a picture: send a PNG, JPEG, WebP or GIF.")) from error


def _drawn(picture: Image.Image, within: tuple[int, int]) -> Image.Image:
    """On a new sheet, so that nothing that came along is written with it."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode not in ("RGB", "RGBA", "L", "CMYK"):
        picture = picture.convert(mode)
    picture.thumbnail(within)
    turn = UPRIGHT.get(orientation(picture.info.get("exif", b"")))
    upright = _in_colours_of_the_web(picture if turn is None else picture.transpose(turn), mode)
    sheet = Image.new(mode, upright.size)
    sheet.paste(upright)
    return sheet


def _in_colours_of_the_web(picture: Image.Image, mode: str) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        picture = turned or picture
    return picture if picture.mode == mode else picture.convert(mode)
