"""Rich text, made harmless before it is kept: whatever wrote it, only what the editor can make is left."""

from typing import Any
from urllib.parse import urlsplit

import nh3
from wagtail.fields import RichTextField

TAGS = {"a", "b", "blockquote", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul"}
# The database holds Wagtail's own form: a page or a document is named by its number.
ATTRIBUTES = {"a": {"href", "id", "linktype"}, "*": {"data-block-key"}}
SCHEMES = {"http", "https", "mailto", "tel"}
INSIDE = {"page", "document"}


def harmless(html: str) -> str:
    """The same text with nothing but the tags and links of the editor; applied twice, it changes nothing.

    A link keeps its words when its address is not safe. The name of a site in letters that could pass for
    others is written as machines do (`xn--`), so that it deceives nobody.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return safe_address(value)
    if name == "linktype":
        return value if value in INSIDE else None
    if name == "id":
        return value if value.isascii() and value.isdigit() else None
    return value if value.isascii() and value.isalnum() else None


def safe_address(address: str) -> str | None:
    """The address of a link, of another site with its scheme or of this one from its root; else nothing."""
    address = address.strip()
    if any(character <= " " or character == "\\" for character in address):
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme in ("http", "https"):
        return _written_for_machines(address, parts.netloc, host, port)
    if parts.scheme in SCHEMES:
        return None if parts.netloc else address
    is_here = not parts.scheme and not parts.netloc and address[:2] != "//" and address[:1] in ("/", "#")
    return address if is_here else None


def _written_for_machines(address: str, place: str, host: str, port: int | None) -> str | None:
    """Without the name and password that could pass for the site, and its name in ASCII."""
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not plain:
        return None
    shown = f"[{plain}]" if ":" in plain else plain
    return address.replace(place, shown if port is None else f"{shown}:{port}", 1)


class HarmlessTextField(RichTextField):
    """A rich text that is made harmless on its way in, by a form, a file, a revision or the code."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """For the database, it is Wagtail's own field."""
        name, _path, arguments, named = super().deconstruct()
        return name, "wagtail.fields.RichTextField", arguments, named

    def to_python(self, value: object) -> Any:
        """Called on what forms and revisions give, and on whatever is written to the database."""
        text = super().to_python(value)
        return harmless(text) if isinstance(text, str) else text
