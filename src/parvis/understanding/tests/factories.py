"""Analyses made by hand, for tests that need no engine."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.ballots.tests.factories import BallotFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.contributions.tests.factories import ContributionFactory
from parvis.understanding.enums import Method, RunState
from parvis.understanding.models import (
    Analysis,
    CodedText,
    Coder,
    Coding,
    Grouping,
    OpinionGroup,
    OpinionStatement,
    Topic,
    TopicMember,
    TopicSplit,
)


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


class OpinionGroupFactory(DjangoModelFactory):
    class Meta:
        model = OpinionGroup

    analysis = factory.SubFactory(AnalysisFactory)
    key = 0
    people = 20


class GroupingFactory(DjangoModelFactory):
    """Two clear groups of twenty people, with an empty map."""

    class Meta:
        model = Grouping
        skip_postgeneration_save = True

    analysis = factory.SubFactory(
        AnalysisFactory,
        method=Method.OPINIONS,
        ballot=factory.SubFactory(BallotFactory, statements=True),
        consultation=factory.SelfAttribute("ballot.phase.consultation"),
    )
    votes = 400
    k = 2
    silhouette = 0.5
    silhouettes = factory.LazyFunction(lambda: [[2, 0.5]])
    variance = factory.LazyFunction(lambda: [0.4, 0.2])
    threshold = 7
    drawing = factory.LazyFunction(
        lambda: {"cells": [], "outlines": [], "height": "140", "most": 0, "alone": 0, "frame": None}
    )

    @factory.post_generation
    def groups(self: Grouping, create: bool, extracted: object, **_given: object) -> None:
        for key in range(self.k):
            OpinionGroupFactory(analysis=self.analysis, key=key)


class OpinionStatementFactory(DjangoModelFactory):
    class Meta:
        model = OpinionStatement

    analysis = factory.SubFactory(AnalysisFactory)
    contribution = factory.SubFactory(ContributionFactory)
    agree, disagree, seen = 24, 10, 40
    agrees = factory.LazyFunction(lambda: [20, 4])
    disagrees = factory.LazyFunction(lambda: [0, 10])
    seens = factory.LazyFunction(lambda: [20, 20])
    consensus, bridging, divisive, shared = 0.2, 0.23, 0.73, 1


class CodingFactory(DjangoModelFactory):
    """A sample that people code; `ended` once two of them have, who agreed on its one text."""

    class Meta:
        model = Coding

    class Params:
        ended = factory.Trait(
            ended_at=factory.LazyFunction(timezone.now),
            figures=factory.LazyFunction(
                lambda: {
                    "coders": 2, "texts": 1, "same": 1.0, "alpha": None, "low": None, "high": None,
                    "machine": [], "pairs": 1,
                }
            ),
        )  # fmt: skip

    analysis = factory.SubFactory(AnalysisFactory)
    topics = factory.LazyFunction(lambda: [0])


class CodedTextFactory(DjangoModelFactory):
    class Meta:
        model = CodedText

    coding = factory.SubFactory(CodingFactory)
    place = factory.Sequence(lambda n: n + 1)
    contribution = factory.SubFactory(ContributionFactory)
    machine = 0


class CoderFactory(DjangoModelFactory):
    class Meta:
        model = Coder

    coding = factory.SubFactory(CodingFactory)
    participant = factory.SubFactory(ParticipantFactory)
    letter = "A"


class TopicSplitFactory(DjangoModelFactory):
    """A cut of a topic in two parts, to look at."""

    class Meta:
        model = TopicSplit

    topic = factory.SubFactory(TopicFactory)
    analysis = factory.SelfAttribute("topic.analysis")
    parts = 2
    state = RunState.DONE
    found = factory.LazyFunction(
        lambda: [
            {"phrases": [word], "words": [word], "quotes": [], "size": 1, "stability": 0.9}
            for word in ("vélo", "trottoir")
        ]
    )
