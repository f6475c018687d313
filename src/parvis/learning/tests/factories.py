"""Quizzes for tests: two questions short of whole by default, `whole`, checked or on line by their trait."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.learning.enums import Reading
from parvis.learning.models import Quiz, QuizQuestion, QuizSheet


class QuizFactory(DjangoModelFactory):
    """A draft; `asks` says of how many questions."""

    class Meta:
        model = Quiz
        skip_postgeneration_save = True

    class Params:
        checked = factory.Trait(
            checked_as="A. Martin, garante",
            checked_role=Role.GUARANTOR,
            checked_at=factory.LazyFunction(timezone.now),
        )
        on_line = factory.Trait(checked=True, published_at=factory.LazyFunction(timezone.now))

    consultation = factory.SubFactory(ConsultationFactory)
    version = 1

    @factory.post_generation
    def asks(self, create: bool, extracted: int | None, **_given: Any) -> None:
        for place in range(3 if extracted is None else extracted):
            QuizQuestionFactory(quiz=self, position=place)


class QuizQuestionFactory(DjangoModelFactory):
    """Three answers, the second of which is right; the source is another site."""

    class Meta:
        model = QuizQuestion

    quiz = factory.SubFactory(QuizFactory)
    position = factory.Sequence(lambda n: n % 30_000)
    label = factory.Sequence(lambda n: f"Combien de bus circulent le soir ({n}) ?")
    choices = factory.LazyFunction(lambda: ["Un", "Deux", "Trois"])
    right = 1
    explanation = "Deux lignes circulent après 20 heures."
    source = "Rapport annuel"
    link = "https://rapports.example.org/2026"


class QuizSheetFactory(DjangoModelFactory):
    class Meta:
        model = QuizSheet

    quiz = factory.SubFactory(QuizFactory, on_line=True)
    reading = Reading.AFTER
    has_read = False
    rights = factory.LazyFunction(lambda: [True, True, False])
