"""People for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.canonical import canonical
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant


class ParticipantFactory(DjangoModelFactory):
    """Somebody who confirmed an address."""

    class Meta:
        model = Participant

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    canonical_email = factory.LazyAttribute(lambda person: person.email and canonical(person.email))
    public_name = factory.Sequence(lambda number: f"Tilleul {number + 1000}")
    password = factory.Sequence(lambda number: f"!{number:040}")
    identity_level = IdentityLevel.EMAIL
    confirmed_at = factory.LazyFunction(timezone.now)


class StaffFactory(ParticipantFactory):
    """A member of a team."""

    is_staff = True
