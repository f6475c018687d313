"""Comments that answer comments: on what each one is in the end, and under which other it is shown."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.debate.enums import DEEPEST, TextKind
from parvis.opendata.imports.rows import RowRefused


@dataclass(frozen=True)
class Link:
    """What a comment answers: a contribution (`item`), or another comment; `takes_side` says it argues."""

    item: str | None
    comment: str | None = None
    takes_side: bool = False


@dataclass(frozen=True)
class Place:
    """Where a comment stands: under which contribution, which other comment, how deep."""

    item: str
    kind: TextKind
    parent: str | None
    depth: int


def place(links: Mapping[str, Link], comment: str, items: Container[str]) -> Place:
    """Find the place of `comment`. Threads deeper than ours are kept in order under the last level.

    Raises RowRefused when the chain is broken, turns in a circle, or ends at none of `items`.
    """
    above: list[str] = []
    link = links[comment]
    while link.item is None:
        parent = link.comment or ""
        if parent not in links or parent in above or parent == comment:
            raise RowRefused(_("no comment has the number %(number)s") % {"number": parent})
        above.insert(0, parent)
        link = links[parent]
    if link.item not in items:
        raise RowRefused(_("no contribution has the number %(number)s") % {"number": link.item})
    kind = TextKind.ARGUMENT if link.takes_side else TextKind.COMMENT
    depth = min(len(above), DEEPEST[kind])
    return Place(link.item, kind, above[depth - 1] if depth else None, depth)
