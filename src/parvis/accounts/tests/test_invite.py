"""A member of a team is named by address, and signs in like everybody."""

import pytest

from parvis.accounts.domain.invite import invite_staff
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory

pytestmark = pytest.mark.django_db


def test_a_new_address_makes_an_unconfirmed_member():
    person = invite_staff(email="Organiser@Example.org", language="en")
    assert (person.email, person.is_staff, person.is_superuser) == ("organiser@example.org", True, False)
    assert (person.identity_level, person.confirmed_at, person.language) == (
        IdentityLevel.VISITOR,
        None,
        "en",
    )
    assert not person.has_usable_password()


def test_inviting_twice_changes_nothing():
    assert invite_staff(email="o@example.org") == invite_staff(email="O@example.org")
    assert Participant.objects.count() == 1


def test_a_known_participant_becomes_a_member_and_stays_themselves():
    person = ParticipantFactory(public_name="Awa")
    assert invite_staff(email=person.email) == person
    person.refresh_from_db()
    assert (person.is_staff, person.public_name) == (True, "Awa")


def test_a_member_s_first_code_confirms_the_address(client, enter):
    person = invite_staff(email="o@example.org")
    assert enter(client, "o@example.org").url.startswith("/me/name/")
    person.refresh_from_db()
    assert person.identity_level == IdentityLevel.EMAIL
    assert person.confirmed_at is not None


def test_what_is_not_an_address_is_refused():
    with pytest.raises(Refused):
        invite_staff(email="organiser")
    assert Participant.objects.count() == 0


def test_a_closed_account_is_not_invited():
    with pytest.raises(Refused):
        invite_staff(email=ParticipantFactory(is_active=False).email)
