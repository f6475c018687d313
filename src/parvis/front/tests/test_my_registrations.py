"""Registrations in what somebody takes away: those made signed in, and with the same address without."""

import pytest

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.front.composition.my_data import read_all
from parvis.gatherings.tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


def test_registrations_made_with_the_same_address_are_there() -> None:
    person = ParticipantFactory(email="zoe@exemple.fr")
    signed_in = RegistrationFactory(participant=person, email="", mailbox="a")
    without = RegistrationFactory(email="Zoe@exemple.fr", participant=None)
    RegistrationFactory()
    found = read_all(person)["registrations"]
    assert [row["event__title"] for row in found] == [signed_in.event.title, without.event.title]
    assert read_all(ParticipantFactory(email=None))["registrations"] == []
