"""Who follows what, for tests."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.models import Participant
from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.following.domain.follow import follow
from parvis.following.enums import LetterState
from parvis.following.models import Announcement, Digest, Letter, PublicThread, Subscription
from parvis.following.queries import describe


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


class LetterFactory(DjangoModelFactory):
    """A draft in French to everybody who follows."""

    class Meta:
        model = Letter

    class Params:
        planned = factory.Trait(
            state=LetterState.PLANNED,
            send_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )
        gone = factory.Trait(
            state=LetterState.SENT,
            left_at=factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=1)),
        )

    consultation = factory.SubFactory(ConsultationFactory)
    subject_fr = "Des nouvelles du square"
    text_fr = "Les travaux commencent lundi.\n\nVenez voir le plan."


class AnnouncementFactory(DjangoModelFactory):
    """Shown since an hour, and for another one."""

    class Meta:
        model = Announcement

    class Params:
        over = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2)),
            ends_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
        )
        coming = factory.Trait(
            starts_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1)),
            ends_at=factory.LazyFunction(lambda: timezone.now() + timedelta(hours=2)),
        )

    consultation = factory.SubFactory(ConsultationFactory)
    text_fr = "Réunion publique jeudi à 18 h 30."
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


def follower(row: object, **traits: object) -> Participant:
    """Somebody who pressed the button of a consultation, or of a theme, and so agreed to its news."""
    person: Participant = ParticipantFactory(**traits)
    follow(actor=person, subject=describe(person, row))  # type: ignore[arg-type]
    return person


class PublicThreadFactory(DjangoModelFactory):
    class Meta:
        model = PublicThread

    participant = factory.SubFactory(ParticipantFactory)
