"""Pictures to take away as PNG: of the very SVG that is offered beside, drawn once."""

from __future__ import annotations

import hashlib
import json

from django.utils.translation import get_language

from parvis.front.kit.keeping import kept_or_drawn
from parvis.front.sheets.raster import png, rastered_as


def png_of(name: str, svg: str) -> bytes:
    """Drawn once for each language, and again when anything changed in it. `name` is unique on the site."""
    print_of = hashlib.sha256(json.dumps([rastered_as(), svg]).encode()).hexdigest()
    return kept_or_drawn(f"picture-{name}-{get_language()}", print_of, lambda: png(svg))
