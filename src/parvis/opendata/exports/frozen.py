"""One moment of the database in which everything that was done has its place in a signed log."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ledger import queries
from parvis.ledger.domain.sequence import sequence
from parvis.ledger.models import Checkpoint, Pending

TRIES = 100
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"


@contextmanager
def frozen() -> Iterator[Checkpoint]:
    """Hold still the database as read inside, and give the checkpoint that covers all of it.

    Acts go on meanwhile and are not seen. The log is signed, then looked at: should an act have come in
    between, both are done again. Inside a transaction of the caller's, the moment is that transaction's.
    """
    for _try in range(TRIES):
        sequence()
        is_ours = not connection.in_atomic_block
        with transaction.atomic():
            if is_ours:
                with connection.cursor() as cursor:
                    cursor.execute(ONE_MOMENT)
            checkpoint = queries.latest()
            if checkpoint is not None and not Pending.objects.exists():
                yield checkpoint
                return
    raise Refused(_("The log is halted, or too busy to be read as a whole. Try again later."))
