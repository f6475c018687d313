"""Analyses made by hand, for tests that need no engine."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.enums import RunState
from parvis.understanding.models import Analysis, Topic, TopicMember


class AnalysisFactory(DjangoModelFactory):
    """One that is done, of 30 texts; `published` for all to read."""

    class Meta:
        model = Analysis

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now), result_sha256="cd" * 32)

    consultation = factory.SubFactory(ConsultationFactory)
    state = RunState.DONE
    engine_version = "0.1.0"
    input_sha256 = "ab" * 32
    texts = 30
    people = 30
    stability = 0.8
    started_at = factory.LazyFunction(timezone.now)
    ended_at = factory.LazyFunction(timezone.now)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    analysis = factory.SubFactory(AnalysisFactory)
    key = factory.Sequence(lambda n: n)
    phrases = factory.LazyAttribute(lambda one: [f"pistes cyclables {one.key}"])
    words = factory.LazyFunction(lambda: ["vélo", "piste", "trottoir"])
    size = 1
    stability = 0.9


class TopicMemberFactory(DjangoModelFactory):
    class Meta:
        model = TopicMember

    topic = factory.SubFactory(TopicFactory)
    analysis = factory.SelfAttribute("topic.analysis")
    found = factory.SelfAttribute("topic")
    contribution = factory.SubFactory(ContributionFactory)
    weight = 0.5
