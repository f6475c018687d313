"""QR codes, drawn by the library as one path: nothing in them is markup from a reader."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str, *, css_class: str, mask: int | None = None) -> SafeString:
    """An address as an inline SVG, without a size: its class gives it one.

    `mask`: one of the eight patterns, when hundreds are drawn; else the library tries them all for the best.
    """
    drawn = segno.make(address, error="m", micro=False, mask=mask)
    svg = drawn.svg_inline(omitsize=True, light="#fff", svgclass=css_class, lineclass=None)
    return mark_safe(svg)  # noqa: S308
