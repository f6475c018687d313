"""Contributions for the tests of this floor and of those above."""

import factory

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory
from parvis.contributions.models import CarriedContribution, Contribution, Version


class ContributionFactory(factory.django.DjangoModelFactory):
    """A published contribution, its kind and consultation following one another."""

    class Meta:
        model = Contribution

    kind = factory.SubFactory(KindFactory)
    consultation = factory.SelfAttribute("kind.consultation")
    author = factory.SubFactory(ParticipantFactory)
    identity_level = IdentityLevel.EMAIL
    title = factory.Sequence(lambda n: f"Un banc devant l'école {n}")
    text = factory.Sequence(lambda n: f"Les parents attendent debout, sous la pluie comme au soleil ({n}).")


class VersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Version

    contribution = factory.SubFactory(ContributionFactory)
    number = 1
    title = "Ancien titre"
    text = "Ancien texte."
    is_public = True


class CarriedContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CarriedContribution
