"""Consents are only ever added to: the code never changes one, and the database refuses whoever would."""

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.accounts.domain.consent import give_consent, withdraw_consent
from parvis.accounts.domain.erase import erase
from parvis.accounts.enums import Purpose
from parvis.accounts.models import Consent, Participant
from parvis.accounts.tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db
ACTS = [
    "UPDATE accounts_consent SET is_given = NOT is_given",
    "UPDATE accounts_consent SET said_at = now() - interval '1 year'",
    "DELETE FROM accounts_consent",
]


@pytest.fixture
def person() -> Participant:
    made: Participant = ParticipantFactory()
    give_consent(actor=made, purpose=Purpose.RESULTS, about="c1")
    return made


def said_by(person: Participant) -> list[bool]:
    return list(Consent.objects.filter(participant=person).order_by("pk").values_list("is_given", flat=True))


@pytest.mark.parametrize("statement", ACTS)
def test_what_was_said_is_neither_changed_nor_removed(person: Participant, statement: str) -> None:
    before = Consent.objects.values().get()
    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Consent.objects.values().get() == before


def test_taking_it_back_adds_a_row(person: Participant) -> None:
    withdraw_consent(actor=person, purpose=Purpose.RESULTS, about="c1")
    give_consent(actor=person, purpose=Purpose.RESULTS, about="c1")
    assert said_by(person) == [True, False, True]


def test_erasure_works_and_leaves_what_was_said_under_a_number_that_names_nobody(person: Participant) -> None:
    erase(actor=person)
    person.refresh_from_db()
    assert (person.email, person.public_name, said_by(person)) == (None, "", [True])
