"""Who may act, and who may change an account: tried as oneself, a teammate and a visitor."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from parvis.accounts import queries
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.permissions import can
from parvis.accounts.tests.factories import ParticipantFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ["see", "edit", "erase", "end_sessions"])
def test_an_account_is_its_owner_s_alone(action):
    person = ParticipantFactory()
    assert can(person, action, person)
    assert not can(ParticipantFactory(), action, person)
    assert not can(StaffFactory(is_superuser=True), action, person)
    assert not can(AnonymousUser(), action, person)


def test_an_unknown_action_is_refused():
    person = ParticipantFactory()
    assert not can(person, "fly", person)


def test_acting_needs_a_confirmed_address_and_an_open_account():
    assert can(ParticipantFactory(), "act")
    assert not can(ParticipantFactory(identity_level=IdentityLevel.VISITOR), "act")
    assert not can(ParticipantFactory(is_active=False), "act")
    assert not can(ParticipantFactory(erased_at=timezone.now()), "act")
    assert not can(AnonymousUser(), "act")


def test_an_address_is_found_however_it_is_written():
    person = ParticipantFactory(email="awa@example.org")
    assert queries.by_email(" Awa@Example.org") == person
    assert queries.by_email("other@example.org") is None
