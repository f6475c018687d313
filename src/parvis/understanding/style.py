"""The style of a report that is one file: the same sheets as the site, written inside."""

import re
from functools import cache
from importlib.resources import files

from django.utils.safestring import SafeString, mark_safe

SHEETS = (
    ("parvis.ui", "static/ui/tokens.css"),
    ("parvis.ui", "static/ui/parvis.css"),
    ("parvis.ui", "static/ui/components.css"),
    ("parvis.ui", "static/ui/taking-part.css"),
    ("parvis.understanding", "static/understanding/report.css"),
    ("parvis.understanding", "static/understanding/opinions.css"),
)
# A report asks nothing of the network: pictures of the page shell are left out.
_PICTURE = re.compile(r"[\w-]+:[^;{}]*\burl\([^)]*\)[^;}]*;?")


@cache
def style() -> SafeString:
    """Return the style element. Its content is ours alone."""
    sheets = [files(package).joinpath(path).read_text("utf-8") for package, path in SHEETS]
    return mark_safe(f"<style>{_PICTURE.sub('', ''.join(sheets))}</style>")  # noqa: S308 - our own sheets
