"""Rooms for tests: prepared, opened or closed by a trait; activities to come, or started."""

from __future__ import annotations

import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.enums import BallotMethod
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.room.codes import new_code
from parvis.room.enums import ActivityKind
from parvis.room.models import Activity, Answer, Room


class RoomFactory(DjangoModelFactory):
    class Meta:
        model = Room

    class Params:
        opened = factory.Trait(opened_at=factory.LazyFunction(timezone.now))
        closed = factory.Trait(opened=True, closed_at=factory.LazyFunction(timezone.now))

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Réunion publique ({n})")
    code = factory.LazyFunction(new_code)


class ActivityFactory(DjangoModelFactory):
    """Short answers; `words`, `questions` and `vote` are the other kinds. `started`: on the screen, open."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        words = factory.Trait(kind=ActivityKind.WORDS)
        questions = factory.Trait(kind=ActivityKind.QUESTIONS)
        vote = factory.Trait(
            kind=ActivityKind.BALLOT,
            method=BallotMethod.FOR_MIXED_AGAINST,
            items=factory.LazyFunction(lambda: ["Une piste cyclable", "Un parking"]),
        )
        started = factory.Trait(started_at=factory.LazyFunction(timezone.now))

    room = factory.SubFactory(RoomFactory, opened=True)
    position = factory.Sequence(lambda n: n % 30_000)
    kind = ActivityKind.SHORT
    title = factory.Sequence(lambda n: f"Que faut-il changer ({n}) ?")

    @factory.post_generation
    def on_screen(self, create: bool, extracted: object, **_given: object) -> None:
        if self.started_at is not None and self.stopped_at is None:
            self.room.screen = self
            self.room.save(update_fields=["screen"])


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    activity = factory.SubFactory(ActivityFactory, started=True)
    device = factory.LazyFunction(uuid.uuid4)
    key = factory.LazyFunction(uuid.uuid4)
    texts = factory.LazyFunction(lambda: ["Plus de bus"])
