"""The public address of the site, from which follow the host it answers to and the origin of its forms."""

from dataclasses import dataclass
from gettext import gettext as _
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """`origin` is what browsers send: scheme, host and, unless it is the usual one, port."""

    origin: str
    host: str
    is_secure: bool


def read_address(written: str) -> Address:
    """Read PARVIS_ADDRESS. Raises ImproperlyConfigured when it is not the address of a whole site."""
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError as error:
        raise _refusal(written) from error
    if parts.scheme not in USUAL_PORTS or not parts.hostname or _says_more(parts):
        raise _refusal(written)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in (None, USUAL_PORTS[parts.scheme]) else f":{port}"
    return Address(f"{parts.scheme}://{host}{shown}", host, parts.scheme == "https")


def _says_more(parts: SplitResult) -> bool:
    return parts.path not in {"", "/"} or bool(parts.query or parts.fragment or parts.username)


def _refusal(written: str) -> ImproperlyConfigured:
    message = _(
        "PARVIS_ADDRESS is {written}, which is not the address of a site. Write the scheme and the host, "
        "such as https://participer.example.org."
    )
    return ImproperlyConfigured(message.format(written=repr(written)))
