"""The command that makes the first organiser."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.accounts.models import Participant
from parvis.consultations.permissions import can_create

pytestmark = pytest.mark.django_db


def test_somebody_unknown_may_then_create_consultations() -> None:
    for _time in range(2):
        call_command("appoint_organiser", "First@Example.org", stdout=StringIO())

    person = Participant.objects.get()
    assert person.email == "first@example.org"
    assert can_create(person)
    assert person.has_perm("wagtailadmin.access_admin")


def test_what_is_not_an_address_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("appoint_organiser", "nobody")
    assert not Participant.objects.exists()
