"""Who follows what, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.following.models import Digest, PublicThread, Subscription


class SubscriptionFactory(DjangoModelFactory):
    """To a consultation; give another subject and `consultation=None`."""

    class Meta:
        model = Subscription

    participant = factory.SubFactory(ParticipantFactory)
    consultation = factory.SubFactory(ConsultationFactory)


class DigestFactory(DjangoModelFactory):
    """Somebody who was last told an hour ago."""

    class Meta:
        model = Digest

    participant = factory.SubFactory(ParticipantFactory)
    told_until = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))


class PublicThreadFactory(DjangoModelFactory):
    class Meta:
        model = PublicThread

    participant = factory.SubFactory(ParticipantFactory)
