"""The tree of the log, as rounds leave it: its head, the leaves just hashed, the tiles they fill."""

from collections.abc import Iterator, Sequence

from parvis.ledger import models, queries
from parvis.ledger.models import Head
from parvis.merkle import tree
from parvis.merkle.canonical import Value
from parvis.merkle.notes import to_base64
from parvis.merkle.tiles import WIDTH, root_of_power


class Forked(Exception):
    """To go on would sign another history than the one that was signed; `facts` say where they part."""

    def __init__(self, facts: dict[str, Value]) -> None:
        super().__init__("the log is not the one that was signed", facts)
        self.facts = facts


def lock_head() -> Head:
    """The row of the head, locked; made where there is none."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    return head


def open_tree(head: Head) -> tree.Head:
    """The tree to add to. Raises Forked unless its leaves and its root are those that were last signed."""
    found = tree.Head(head.size, [bytes(peak) for peak in head.peaks])
    signed = queries.latest()
    size, root = (signed.size, bytes(signed.root)) if signed else (0, tree.Head().root())
    if (head.size, queries.held_size(), found.root()) != (size, size, root):
        raise Forked({"size": size, "signed_root": to_base64(root), "root": to_base64(found.root())})
    return found


def save_tree(head: Head, grown: tree.Head) -> None:
    head.size, head.peaks = grown.size, list(grown.peaks)
    head.save(update_fields=["size", "peaks"])


def write_tiles(*, size: int, hashes: Sequence[bytes]) -> None:
    """Keep the tiles that `hashes`, the leaves after the first `size`, have filled, on every level."""
    added, level, made = hashes, 0, []
    while added:
        filled = list(_filled(level, size >> (8 * level), added))
        made += filled
        added, level = [bytes(tile.root) for tile in filled], level + 1
    models.Tile.objects.bulk_create(made, batch_size=200)


def _filled(level: int, before: int, added: Sequence[bytes]) -> Iterator[models.Tile]:
    """The tiles of one level that `added`, the hashes after the first `before`, have filled."""
    started = before % WIDTH
    if started + len(added) < WIDTH:
        return
    row = [*queries.hashes_between(level, before - started, before), *added]
    for place in range(0, len(row) - WIDTH + 1, WIDTH):
        block = row[place : place + WIDTH]
        index = (before - started + place) // WIDTH
        yield models.Tile(level=level, index=index, hashes=b"".join(block), root=root_of_power(block))
