"""Contributions for the tests of this floor and of those above."""

import hashlib

import factory

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import KindFactory, PhaseFactory
from parvis.contributions.attachments import Attachment
from parvis.contributions.models import CarriedContribution, Contribution, Version
from parvis.contributions.waiting import WaitingText


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


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A text file of a contribution; with an owner and without one, a file that waits."""

    class Meta:
        model = Attachment

    contribution = factory.SubFactory(ContributionFactory)
    name = "notes.txt"
    type = "text/plain"
    content = b"words"
    size = factory.LazyAttribute(lambda file: len(file.content))
    sha256 = factory.LazyAttribute(lambda file: hashlib.sha256(file.content).hexdigest())


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


class WaitingTextFactory(factory.django.DjangoModelFactory):
    """A text that waits for a moderator: of a guest, or of its author with a level."""

    class Meta:
        model = WaitingText

    kind = factory.SubFactory(KindFactory)
    consultation = factory.SelfAttribute("kind.consultation")
    phase = factory.SubFactory(PhaseFactory, consultation=factory.SelfAttribute("..consultation"))
    title = factory.Sequence(lambda n: f"Une fontaine sur la place {n}")
    text = factory.Sequence(lambda n: f"Il fait trop chaud en été ({n}).")
