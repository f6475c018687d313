"""What the log holds of contributions: words that the salt of the row opens, nothing once it is gone."""

from uuid import uuid4

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import PhaseActionFactory
from parvis.contributions import leaves
from parvis.contributions.domain.revise import revise
from parvis.contributions.domain.submit import submit
from parvis.contributions.domain.withdraw import withdraw
from parvis.contributions.models import Contribution, Version
from parvis.ledger.models import Pending
from parvis.merkle.commitments import commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return PhaseActionFactory()


@pytest.fixture
def bench(action):
    return write(action)


def write(action, author=None):
    made = submit(
        actor=author or ParticipantFactory(),
        action=action,
        title="Un banc",
        text="Un banc.",
        theme=None,
        responds_to=None,
        idempotency_key=uuid4(),
    )
    return Contribution.objects.get(pk=made.pk)


def opens(row, payload):
    """Whether the row, as it is in the database, opens what the log holds under its entry."""
    return bytes(Pending.objects.get(entry=row.entry).commitment) == commit(bytes(row.salt), payload)


def test_a_deposit_is_opened_by_its_row(bench):
    assert opens(bench, leaves.payload(bench))
    assert Pending.objects.get(entry=bench.entry).public == {"level": 1, "channel": "web"}


def test_a_revision_is_opened_by_the_row_and_the_former_words_by_the_version(bench):
    revise(actor=bench.author, contribution=bench, title="Deux bancs", text="Deux bancs.")
    now, former = Contribution.objects.get(), Version.objects.select_related("contribution").get()
    assert (former.entry, bytes(former.salt)) == (bench.entry, bytes(bench.salt))
    assert opens(now, leaves.payload(now))
    assert opens(former, leaves.former_payload(former))
    assert Pending.objects.get(entry=now.entry).reference == bench.entry


def test_withdrawing_takes_away_every_salt(bench):
    revise(actor=bench.author, contribution=bench, title="Deux bancs", text="Deux bancs.")
    withdraw(actor=bench.author, contribution=bench)
    left = Contribution.objects.get()
    assert (left.salt, Version.objects.get().salt) == (None, None)
    assert Pending.objects.get(kind="contribution.withdrawn").reference == left.entry


def test_the_author_is_one_name_here_and_another_elsewhere(action):
    person = ParticipantFactory()
    here = [leaves.payload(write(action, person))["author"] for _ in range(2)]
    there = leaves.payload(write(PhaseActionFactory(), person))["author"]
    assert here[0] == here[1] != there
    assert len(here[0]) == len(there) == 16
    assert leaves.payload(write(action))["author"] != here[0]
