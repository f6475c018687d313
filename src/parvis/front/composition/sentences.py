"""Cutting sentences out of rich texts."""

import re
from html import unescape

from django.utils.html import strip_tags


def plain(html: str) -> str:
    """The words of a rich text, on one line."""
    return " ".join(unescape(strip_tags(re.sub(r"</(p|li|h[1-6])>|<br", r" \g<0>", html))).split())


def first_sentence(html: str) -> str:
    """The first sentence of a rich text, bare: what fits above the fold; the rest is lower on the page."""
    text = plain(html)
    found = re.match(r".+?[.?!](?=\s|$)", text)
    return found[0] if found else text
