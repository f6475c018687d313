"""The last checkpoint in a few characters, for the foot of pages and of mails.

Each copy that somebody keeps is one more witness of what the log was at that time.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ledger.models import Checkpoint
from parvis.merkle.notes import to_base64
from parvis.ui import words
from parvis.ui.data import Link

KEY = "ledger:mark"
SECONDS = 10
SHOWN = 8
"""Characters of the root on a page: enough to see at a glance whether two copies differ."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The size that was last signed, and its root in base64."""

    size: int
    root: str


def mark() -> Mark | None:
    """The last checkpoint, some seconds old at most: one query in that time for each process."""
    cache = caches["local"]
    held: tuple[Mark | None] | None = cache.get(KEY)
    if held is None:
        held = (_read(),)
        cache.set(KEY, held, SECONDS)
    return held[0]


def remember(found: Mark | None) -> None:
    """Take `found` for what was just read."""
    caches["local"].set(KEY, (found,), SECONDS)


def _read() -> Mark | None:
    row = Checkpoint.objects.order_by("-size").values_list("size", "root").first()
    return None if row is None else Mark(row[0], to_base64(bytes(row[1])))


def page_foot() -> Link | None:
    """The line of the foot of every page; none while nothing is signed."""
    found = mark()
    if found is None:
        return None
    label = ngettext(
        "Public log: %(size)s line, fingerprint %(root)s",
        "Public log: %(size)s lines, fingerprint %(root)s",
        found.size,
    ) % {"size": words.number(found.size), "root": found.root[:SHOWN]}
    return Link(label=label, url=reverse("ledger:witness"))


def mail_foot() -> str:
    """The lines of the foot of every mail, with the whole root: whoever keeps the mail keeps a proof."""
    found = mark()
    if found is None:
        return ""
    told = {
        "size": words.number(found.size),
        "root": found.root,
        "address": f"{settings.PARVIS_ADDRESS}{reverse('ledger:witness')}",
    }
    return _("Public log of this site: %(size)s lines, fingerprint %(root)s\n%(address)s") % told
