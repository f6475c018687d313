"""The command that makes the first organiser."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from parvis.accounts.models import Participant
from parvis.consultations.permissions import can as can_consult
from parvis.pages.permissions import can

pytestmark = pytest.mark.django_db


def test_somebody_unknown_may_then_create_consultations() -> None:
    for _time in range(2):
        call_command("appoint_organiser", "First@Example.org", stdout=StringIO())

    person = Participant.objects.get()
    assert person.email == "first@example.org"
    assert can_consult(person, "create")
    assert person.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize("options", [[], ["--site"]])
def test_editing_the_site_is_given_only_when_asked(options: list[str]) -> None:
    call_command("appoint_organiser", "first@example.org", *options, stdout=StringIO())

    assert can(Participant.objects.get(), "edit_site") is bool(options)


def test_what_is_not_an_address_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("appoint_organiser", "nobody")
    assert not Participant.objects.exists()
