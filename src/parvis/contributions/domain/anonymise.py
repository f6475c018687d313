"""Leave for good: what somebody wrote in public stays, signed by nobody."""

from collections.abc import Iterator

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import Entry, append_all, space_of


def anonymise(*, author: Participant) -> int:
    """Take the author's name off everything that they wrote; returns how many contributions there were.

    Nothing opens any longer what the log held of them: salts go, and each leaf is told erased. A public text
    is committed to anew, without an author. What its author had withdrawn goes for good.
    """
    with transaction.atomic():
        rows = list(
            Contribution.objects.select_for_update(of=("self",))
            .filter(author=author)
            .defer("search")
            .order_by("pk")
        )
        for row in rows:
            append_all(list(_erase(row)))
        return len(rows)


def _erase(row: Contribution) -> Iterator[Entry]:
    """The leaves of one contribution, in order, its rows being written on the way."""
    space = space_of(row.consultation_id)
    versions = row.versions.order_by("number")
    entries = [*versions.values_list("entry", flat=True), row.entry]
    yield from (leaves.erased(entry, space=space) for entry in entries if entry is not None)
    versions.update(salt=None)
    row.author = None
    if row.state == State.WITHDRAWN:
        row.title = row.text = ""
        versions.update(title="", text="")
    if row.state == State.PUBLISHED and row.entry is not None:
        former = leaves.renew(row)
        yield leaves.revised(row, former=former, is_anonymised=True)
    else:
        row.salt = None
    row.save(update_fields=["author", "title", "text", "entry", "salt"])
