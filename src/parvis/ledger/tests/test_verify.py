"""The whole log is hashed again, and held against what was signed."""

import pytest
from django.db import connection

from parvis.ledger.domain.verify import verify
from parvis.ledger.models import Checkpoint, Halt, Leaf, Verification
from parvis.ledger.tests.factories import grow

pytestmark = pytest.mark.django_db


def test_a_log_that_holds_is_told_to_hold() -> None:
    grow(300)
    grow(3)
    assert verify()
    assert list(Verification.objects.values_list("size", "holds")) == [(303, True)]


def test_an_empty_log_has_nothing_to_verify() -> None:
    assert (verify(), Verification.objects.count()) == (True, 0)


@pytest.mark.parametrize("damage", ["altered", "dropped", "swapped"])
def test_a_line_altered_dropped_or_swapped_stops_the_log(damage: str) -> None:
    grow(9)
    rows = Leaf.objects.filter(seq__in=[2, 3])
    if damage == "altered":
        rows.update(data=b"{}")
    elif damage == "dropped":
        rows.delete()
    else:
        Leaf.objects.filter(seq=2).update(seq=100)
        Leaf.objects.filter(seq=3).update(seq=2)
        Leaf.objects.filter(seq=100).update(seq=3)
    assert not verify()
    assert (Verification.objects.get().holds, Halt.objects.get().facts["size"]) == (False, 9)


def test_the_last_root_of_each_day_is_held_too() -> None:
    grow(4)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_checkpoint SET signed_at = signed_at - interval '1 day'")
    grow(5)
    Checkpoint.objects.filter(size=4).update(root=b"x" * 32)
    assert not verify()
    assert Halt.objects.get().facts["size"] == 4
