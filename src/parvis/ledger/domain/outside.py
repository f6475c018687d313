"""Outside places that keep checkpoints: folders (file:), other sites (https:), people (mailto:).

An address that ends with a slash is a folder: each checkpoint gets a file of its own, and the last one is
in `checkpoint` too. Any other address is that of one file, replaced each time.
"""

import base64
import os
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from parvis.jobs import mail
from parvis.jobs.outbound import fetch
from parvis.ledger.models import Checkpoint

LAST = "checkpoint"
TEXT = "text/plain; charset=utf-8"
MOST_BYTES = 64_000


class NotTaken(OSError):
    """Another site answered something else than yes."""


def leave(checkpoint: Checkpoint, *, place: str) -> None:
    """Put a checkpoint in a place. Raises OSError or ValueError when the place does not take it."""
    kind = urlsplit(place).scheme
    if kind == "mailto":
        _write_to(urlsplit(place).path, checkpoint)
        return
    names = [f"checkpoint-{checkpoint.size}", LAST] if place.endswith("/") else [""]
    for name in names:
        if kind == "file":
            _write(_path(place + name), checkpoint.note.encode())
        elif kind == "https":
            _ask("PUT", place + name, body=checkpoint.note.encode())
        else:
            raise ValueError("an outside place begins with file:, https: or mailto:")


def read_last(place: str) -> str | None:
    """The last note that a place keeps; None when the place cannot be read. Raises OSError or ValueError."""
    kind = urlsplit(place).scheme
    address = place + LAST if place.endswith("/") else place
    if kind == "file":
        path = _path(address)
        return path.read_bytes()[:MOST_BYTES].decode() if path.exists() else None
    return _ask("GET", address).decode() if kind == "https" else None


def name_of(place: str) -> str:
    """What may be told of a place: an address may hold a password, or be somebody's."""
    parts = urlsplit(place)
    if parts.scheme == "https":
        return parts.hostname or ""
    if parts.scheme == "mailto":
        return _("by mail to %(domain)s") % {"domain": parts.path.rpartition("@")[2]}
    return _("a folder of the operator")


def _ask(method: str, address: str, *, body: bytes = b"") -> bytes:
    """What another site answers. A name and a password in the address are sent as such (HTTP Basic)."""
    parts = urlsplit(address)
    headers = {"Content-Type": TEXT} if body else {}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    answer = fetch(method, bare, body=body, headers=headers, most_bytes=MOST_BYTES)
    if not answer.is_success:
        raise NotTaken(f"HTTP {answer.status}")
    return answer.body


def _path(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def _write(path: Path, data: bytes) -> None:
    """The whole file or nothing: whoever reads it meanwhile reads the former one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    os.chmod(name, 0o644)
    os.replace(name, path)


def _write_to(recipient: str, checkpoint: Checkpoint) -> None:
    mail.send(
        to=unquote(recipient),
        subject=_("Public log: checkpoint of %(size)s lines") % {"size": checkpoint.size},
        text=_(
            "Please keep this message. It holds the last checkpoint of the public log: with it, anybody can "
            "show whether what was written before was changed since."
        )
        + f"\n\n{checkpoint.note}",
    )
