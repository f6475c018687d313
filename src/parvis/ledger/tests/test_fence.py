"""The database itself refuses to change, remove or repeat what is in the log."""

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.ledger.domain.sequence import sequence
from parvis.ledger.fence import UNFENCE_SQL
from parvis.ledger.models import Checkpoint, Leaf
from parvis.ledger.tests.factories import Words, grow, tell

ACTS = [
    "UPDATE ledger_leaf SET data = ''",
    "DELETE FROM ledger_leaf WHERE seq = 1",
    "TRUNCATE ledger_leaf",
    "UPDATE ledger_checkpoint SET note = ''",
    "DELETE FROM ledger_checkpoint",
    "TRUNCATE ledger_checkpoint",
]


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "only ever added to" in str(error)
    return False


@pytest.mark.parametrize("statement", ACTS)
def test_leaves_and_checkpoints_are_only_added_to(fenced: None, statement: str) -> None:
    grow(3)
    assert refused(statement)
    assert (Leaf.objects.count(), Checkpoint.objects.count()) == (3, 1)


def test_the_log_goes_on_inside_its_fence(fenced: None) -> None:
    grow(2)
    grow(300)
    assert Leaf.objects.count() == 302


def test_an_entry_that_has_its_place_is_not_told_again(fenced: None) -> None:
    row = Words()
    tell(row=row)
    sequence()
    with pytest.raises(DatabaseError, match="already in the log"), transaction.atomic():
        tell(row=row)


def test_the_fence_can_be_taken_down_to_go_back_one_version(fenced: None) -> None:
    grow(1)
    with connection.cursor() as cursor:
        cursor.execute(UNFENCE_SQL)
        cursor.execute("DELETE FROM ledger_leaf")
    assert Leaf.objects.count() == 0
