"""The address that backs an argument: what is accepted, how it is shown. Nothing is fetched from it, ever."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from parvis.accounts.errors import Refused
from parvis.debate.models import SOURCE_LIMIT

REFUSED = _("Give the whole address of the page, beginning with https://, or leave this empty.")
_validate = URLValidator(schemes=["https"])


def address_of(typed: str) -> str:
    """The address as it is kept, or nothing. Raises Refused.

    Whatever shows one name and leads to another is refused: a name and password before the host, a space, a
    control character, a host in other letters than ASCII.
    """
    address = typed.strip()
    if not address:
        return ""
    try:
        _validate(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError) as error:
        raise Refused(REFUSED) from error
    plain = address.isprintable() and (parts.hostname or "").isascii()
    if len(address) > SOURCE_LIMIT or not plain or "@" in parts.netloc or " " in address:
        raise Refused(REFUSED)
    return f"https{address[5:]}"


def host_of(address: str) -> str:
    """The name of the site to which a kept address leads; empty without one."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
