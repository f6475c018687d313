"""Sign again, once a person has decided; the log says it in a line of its own."""

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.ledger import queries
from parvis.ledger.domain.append import LOG_SPACE, Entry, append
from parvis.ledger.domain.sequence import WAIT_ALONE
from parvis.ledger.domain.tree import lock_head, save_tree
from parvis.ledger.domain.verify import CHUNK, first_fault
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Halt
from parvis.merkle.canonical import Value
from parvis.merkle.tree import Head, leaf_hash


class CannotResume(Exception):
    """The leaves are no longer those that were signed: no decision can mend that."""


def resume() -> Halt | None:
    """Lift the open halt and return it, or None without one. Raises CannotResume.

    The head is made again from the leaves, which must give every root that was last signed on a day.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(WAIT_ALONE)
        found = queries.halted()
        if found is None:
            return None
        _mend_head()
        found.lifted_at = Now()
        found.save(update_fields=["lifted_at"])
        public: dict[str, Value] = {"code": "resumed", "after": found.code, "size": queries.signed_size()}
        append(Entry(kind=LeafKind.INCIDENT, space=LOG_SPACE, public=public | found.facts))
    return found


def _mend_head() -> None:
    head = lock_head()
    fault = first_fault(queries.daily_checkpoints())
    if fault is not None:
        text = _(
            "The lines of the log no longer give the root that was signed for %(size)s lines. "
            "Restore the database from a backup made before they were changed."
        )
        raise CannotResume(text % {"size": fault.size})
    if queries.held_size() != queries.signed_size():
        raise CannotResume(_("Lines were added beside the log. Restore the database from a backup."))
    tree = Head()
    for start in range(0, queries.signed_size(), CHUNK):
        tree.extend(leaf_hash(data) for data in queries.leaves_between(start, start + CHUNK))
    save_tree(head, tree)
