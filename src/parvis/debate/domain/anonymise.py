"""Leave for good: what somebody argued in public stays, signed by nobody."""

from collections.abc import Iterator

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.leaves import erased, renew
from parvis.debate import leaves
from parvis.debate.models import Argument
from parvis.ledger.domain.append import Entry, append_all


def anonymise(*, author: Participant) -> int:
    """Take the author's name off every argument and reply; returns how many there were.

    As for contributions: salts go, each leaf is told erased, what is public is committed to anew.
    """
    with transaction.atomic():
        arguments = Argument.objects.select_for_update(of=("self",)).filter(author=author)
        rows = list(arguments.select_related("contribution").defer("contribution__search").order_by("pk"))
        for row in rows:
            append_all(list(_erase(row)))
        return len(rows)


def _erase(row: Argument) -> Iterator[Entry]:
    """The leaves of one argument, in order, its row being written on the way."""
    if row.entry is not None:
        yield erased(row.entry, space=leaves.space(row))
    row.author = None
    if row.state == State.WITHDRAWN:
        row.text = row.source = row.quoted = ""
    if row.state == State.PUBLISHED and row.entry is not None:
        former = renew(row)
        yield leaves.revised(row, former=former, is_anonymised=True)
    else:
        row.salt = None
    row.save(update_fields=["author", "text", "source", "quoted", "entry", "salt"])
