"""A leaf is told in the transaction of its act, and could be written as it is."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.utils import timezone

from parvis.ledger.domain.append import MOST_PUBLIC_BYTES, Entry, append
from parvis.ledger.enums import LeafKind
from parvis.ledger.models import Pending
from parvis.ledger.tests.factories import SPACE, Words, tell, vote
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db


def told(**public: object) -> Entry:
    return Entry(LeafKind.INCIDENT, SPACE, public)


def test_a_row_gives_its_entry_and_the_commitment_to_its_words() -> None:
    row = Words("Un banc.")
    assert tell(row=row, level=2) == row.entry
    waiting = Pending.objects.get()
    assert (waiting.entry, bytes(waiting.commitment)) == (row.entry, commit(row.salt, "Un banc."))
    assert (waiting.kind, waiting.space, waiting.public) == ("contribution.accepted", "c1", {"level": 2})


def test_an_act_without_words_commits_to_nothing() -> None:
    former = uuid.uuid4()
    tell(LeafKind.MODERATION_HIDE, reference=former)
    waiting = Pending.objects.get()
    assert (waiting.commitment, waiting.reference) == (None, former)


def test_what_is_rolled_back_is_not_told() -> None:
    with transaction.atomic():
        append(told())
        transaction.set_rollback(True)
    assert Pending.objects.count() == 0


def test_nothing_is_told_outside_a_transaction() -> None:
    """On a connection of its own, where none is open."""
    with ThreadPoolExecutor(1) as pool, pytest.raises(transaction.TransactionManagementError):
        pool.submit(append, told()).result()


def test_the_time_of_a_vote_is_that_of_its_hour() -> None:
    vote()
    tell()
    cast, accepted = Pending.objects.order_by("pk")
    now = timezone.now()
    assert (cast.at.minute, cast.at.second, cast.at.microsecond) == (0, 0, 0)
    assert (now - accepted.at).total_seconds() < 60


@pytest.mark.parametrize(
    ("facts", "error"), [({"share": 0.5}, TypeError), ({"text": "x" * MOST_PUBLIC_BYTES}, ValueError)]
)
def test_what_could_not_be_written_is_refused_with_the_act(facts: dict, error: type[Exception]) -> None:
    with pytest.raises(error):
        append(told(**facts))
    assert Pending.objects.count() == 0


@pytest.mark.parametrize("lost", ["entry", "salt"])
def test_a_row_that_lost_its_entry_or_its_salt_is_refused(lost: str) -> None:
    row = Words()
    setattr(row, lost, None)
    with pytest.raises(ValueError, match="row without"):
        tell(row=row)
