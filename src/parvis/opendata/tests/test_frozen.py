"""The one moment of which an archive is."""

from threading import Thread

import pytest
from django.db import connection

from parvis.accounts.errors import Refused
from parvis.ledger.enums import HaltCode
from parvis.ledger.models import Halt, Leaf, Pending
from parvis.ledger.tests.factories import tell
from parvis.opendata.exports.frozen import frozen


def tell_elsewhere() -> None:
    """An act committed by another connection."""

    def act() -> None:
        tell()
        connection.close()

    thread = Thread(target=act)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_what_is_done_meanwhile_is_not_seen():
    tell()
    with frozen() as checkpoint:
        tell_elsewhere()
        assert (checkpoint.size, Leaf.objects.count(), Pending.objects.count()) == (1, 1, 0)
    assert Pending.objects.count() == 1
    with frozen() as checkpoint:
        assert (checkpoint.size, Leaf.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_a_log_that_is_halted_cannot_be_published():
    tell()
    Halt.objects.create(code=HaltCode.FORK)
    with pytest.raises(Refused), frozen():
        pass
