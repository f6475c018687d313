"""Watch what the log says since archives were made: they are behind, or hold what is gone from the site."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import Min

from parvis.ledger.domain.append import space_of
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Leaf
from parvis.ledger.queries import held_size
from parvis.merkle.verifier.leaf import LoggedLeaf, read_leaf
from parvis.opendata import files
from parvis.opendata.enums import ArchiveState
from parvis.opendata.models import Archive

CHUNK = 2_000
DAY_SECONDS = 24 * 3600
REMOVING = {
    str(kind)
    for kind in (
        LeafKind.CONTRIBUTION_WITHDRAWN,
        LeafKind.ARGUMENT_WITHDRAWN,
        LeafKind.MODERATION_HIDE,
        LeafKind.ERASURE,
    )
}


@dataclass(slots=True)
class Since:
    """Spaces, each with the last place where something happened in it, and where something was removed."""

    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)


def watch_archives() -> None:
    """Mark archives by what the log says since; the file of one that holds something removed goes at once."""
    archives = Archive.objects.exclude(state=ArchiveState.TAKEN_DOWN)
    start, end = archives.aggregate(start=Min("watched"))["start"], held_size()
    if start is not None and start < end:
        since = _read(start, end)
        for pk in archives.filter(watched__lt=end).values_list("pk", flat=True):
            _mark(pk, since, end)
    known = set(Archive.objects.values_list("file", flat=True))
    for file in files.left_alone(known, before=time.time() - DAY_SECONDS):
        files.remove(file)


def _read(start: int, end: int) -> Since:
    since = Since()
    for leaf in _leaves(start, end):
        if leaf.kind != LeafKind.EXPORT_PUBLISHED:
            since.changed[leaf.space] = leaf.seq
        if leaf.kind in REMOVING and leaf.ref is not None:
            since.removed[_space_at(leaf.ref)] = leaf.seq
    return since


def _leaves(start: int, end: int) -> Iterator[LoggedLeaf]:
    found = Leaf.objects.filter(seq__gte=start, seq__lt=end).order_by("seq").values_list("data", flat=True)
    return (read_leaf(bytes(data)) for data in found.iterator(chunk_size=CHUNK))


def _space_at(seq: int) -> str:
    """What is removed is of the consultation where it was said, whatever the space of the removal."""
    return read_leaf(bytes(Leaf.objects.values_list("data", flat=True).get(seq=seq))).space


def _mark(pk: int, since: Since, end: int) -> None:
    with transaction.atomic():
        archive = Archive.objects.select_for_update().get(pk=pk)
        space = space_of(archive.consultation_id)
        if since.removed.get(space, -1) >= archive.size:
            archive.state = ArchiveState.TAKEN_DOWN
            transaction.on_commit(partial(files.remove, archive.file))
        elif since.changed.get(space, -1) >= archive.size:
            archive.state = ArchiveState.BEHIND
        archive.watched = max(archive.watched, end)
        archive.save(update_fields=["state", "watched"])
