"""What a synthesis covers: a thousand of them, made at random, counted by the database and by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.consultations.enums import KindRole
from parvis.consultations.tests.factories import ConsultationFactory, KindFactory, ThemeFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.coverage import Cited, Coverage, cited_in, count
from parvis.restitution.enums import SourceKind
from parvis.restitution.quoting import Spot
from parvis.restitution.showing import shown
from parvis.restitution.tests.synthesis_data import Square, square
from parvis.restitution.written import Named, Part, Said
from parvis.understanding.models import Topic, TopicMember
from parvis.understanding.tests.factories import AnalysisFactory, TopicFactory, TopicMemberFactory

pytestmark = pytest.mark.django_db
SYNTHESES, EACH = 1_000, 50
STATES = [State.PUBLISHED] * 6 + [State.HIDDEN, State.WITHDRAWN]


@dataclass
class Crowd:
    """Texts of three kinds, one of which is of passages; topics with parts, one merged into another."""

    place: object = field(default_factory=ConsultationFactory)
    texts: list[Contribution] = field(default_factory=list)
    tops: list[Topic] = field(default_factory=list)
    parts: list[Topic] = field(default_factory=list)

    def make(self, draw: random.Random) -> None:
        kinds = [KindFactory(consultation=self.place, code=code) for code in ("idea", "pain")]
        passages = KindFactory(consultation=self.place, code="passage", role=KindRole.PASSAGE)
        themes = [*(ThemeFactory(consultation=self.place) for _each in range(2)), None]
        self.texts = [
            ContributionFactory(
                kind=passages if n % 20 == 0 else draw.choice(kinds),
                theme=draw.choice(themes),
                text=f"Texte numéro {n}, assez long pour être cité.",
            )
            for n in range(60)
        ]
        analysis = AnalysisFactory(consultation=self.place)
        self.tops = [TopicFactory(analysis=analysis, size=10 - n) for n in range(7)]
        self.parts = [
            TopicFactory(analysis=analysis, parent=top, size=3) for top in self.tops[:4] for _ in "ab"
        ]
        for text in self.texts[:50]:
            top = draw.choice(self.tops[:6])
            below = [part for part in self.parts if part.parent_id == top.pk]
            TopicMemberFactory(topic=top, contribution=text, subtopic=draw.choice(below) if below else None)
        TopicMember.objects.filter(topic=self.tops[1]).update(topic=self.tops[0])
        Topic.objects.filter(pk=self.tops[1].pk).update(merged_into=self.tops[0])

    def shuffle(self, draw: random.Random) -> None:
        """Other texts are hidden, another topic is left out."""
        for text in self.texts:
            text.state = draw.choice(STATES)
        Contribution.objects.bulk_update(self.texts, ["state"])
        Topic.objects.filter(pk__in=[top.pk for top in self.tops]).update(is_hidden=False)
        Topic.objects.filter(pk=draw.choice(self.tops[2:]).pk).update(is_hidden=True)


@dataclass
class ByHand:
    """The same things, read once and counted in Python."""

    crowd: Crowd

    def __post_init__(self) -> None:
        self.texts = {one.pk: one for one in Contribution.objects.select_related("kind")}
        self.topics = {one.pk: one for one in Topic.objects.all()}
        self.members = list(TopicMember.objects.values_list("contribution", "topic", "subtopic"))

    def public(self, pk: int) -> bool:
        return pk in self.texts and self.texts[pk].state == State.PUBLISHED

    def above(self, topic: Topic) -> int:
        top = self.topics[topic.parent_id] if topic.parent_id else topic
        return top.merged_into_id or top.pk

    def stands(self, pk: int) -> bool:
        return pk in self.topics and not self.topics[self.above(self.topics[pk])].is_hidden

    def behind(self, topics: set[int]) -> set[int]:
        whole = {
            self.above(self.topics[pk]) for pk in topics if self.stands(pk) and not self.topics[pk].parent_id
        }
        parts = {pk for pk in topics if self.stands(pk) and self.topics[pk].parent_id}
        return {text for text, topic, part in self.members if topic in whole or part in parts}

    def check(self, found: Coverage, contributions: set[int], topics: set[int]) -> None:
        readable = {
            pk for pk in self.texts if self.public(pk) and self.texts[pk].kind.role != KindRole.PASSAGE
        }
        covered = readable & (contributions | self.behind(topics))
        assert (found.total, found.cited) == (len(readable), len(covered))
        for parts, name in ((found.kinds, "kind"), (found.themes, "theme")):
            counted: dict[int | None, list[int]] = {}
            for pk in readable:
                row = counted.setdefault(getattr(self.texts[pk], f"{name}_id"), [0, 0])
                row[0] += 1
                row[1] += pk in covered
            assert sorted((one.total, one.cited) for one in parts) == sorted(map(tuple, counted.values()))
        named = {self.above(self.topics[pk]) for pk in topics if self.stands(pk)}
        sizes: dict[int, int] = {}
        for text, topic, _part in self.members:
            if self.public(text) and self.stands(topic):
                sizes[topic] = sizes.get(topic, 0) + 1
                if text in contributions:
                    named.add(topic)
        mean = sum(sizes.values()) / (len(sizes) or 1)
        assert {(one.pk, one.size, one.is_cited, one.is_small) for one in found.topics} == {
            (pk, size, pk in named, size < mean / 2) for pk, size in sizes.items()
        }


def said(draw: random.Random, contributions: set[int], topics: set[int]) -> list[Part]:
    """Findings that name these, some of which quote."""
    sources = [
        Named(SourceKind.CONTRIBUTION, pk, Spot("text", 0, 5) if draw.random() < 0.5 else None)
        for pk in sorted(contributions)
    ]
    sources += [Named(SourceKind.TOPIC, pk) for pk in sorted(topics)]
    draw.shuffle(sources)
    cut = draw.randint(0, len(sources))
    return [
        Part(
            "Un", tuple(Said(n, f"1.{n}", "<p>x</p>", None, tuple(half)) for n, half in enumerate(halves, 1))
        )
        for halves in [(sources[:cut], sources[cut:])]
    ]


def test_a_thousand_syntheses_are_counted_as_by_hand_and_cite_nothing_hidden() -> None:
    draw, crowd = random.Random(41), Crowd()  # noqa: S311 (the same at each run)
    crowd.make(draw)
    pks = [text.pk for text in crowd.texts]
    topics = [topic.pk for topic in [*crowd.tops, *crowd.parts]]
    for turn in range(SYNTHESES):
        if turn % EACH == 0:
            crowd.shuffle(draw)
            by_hand = ByHand(crowd)
        cited = set(draw.sample(pks, draw.randint(0, 20)))
        named = set(draw.sample(topics, draw.randint(0, 4)))
        by_hand.check(count(crowd.place, Cited(cited, named)), cited, named)

        parts = said(draw, cited, named)
        findings = shown(parts, crowd.place)[0].findings
        read = {item.pk for finding in findings for item, _row in finding.texts}
        read |= {quote.contribution.pk for finding in findings for quote in finding.quotes}
        assert all(map(by_hand.public, read))
        assert sum(finding.text_count for finding in findings) == sum(map(by_hand.public, cited))
        assert all(by_hand.stands(one.topic.pk) for finding in findings for one in finding.topics)


def test_coverage_of_what_is_being_written_is_that_of_its_rows() -> None:
    place: Square = square()
    place.finding(contributions=[place.texts[6].pk, place.texts[0].pk], topics=[place.topics[1].pk])
    found = count(place.consultation, cited_in(place.synthesis))
    assert (found.total, found.cited, found.all.percent) == (7, 4, 57)
    assert [(one.size, one.is_cited, one.is_small) for one in found.topics] == [
        (4, True, False),
        (2, True, False),
    ]
    assert found.uncited == []

    Contribution.objects.filter(pk=place.texts[6].pk).update(state=State.HIDDEN)
    found = count(place.consultation, cited_in(place.synthesis))
    assert (found.total, found.cited) == (6, 3)


def test_the_number_of_queries_depends_on_nothing() -> None:
    place = square()
    place.finding(topics=[place.topics[0].pk])
    with CaptureQueriesContext(connection) as few:
        count(place.consultation, cited_in(place.synthesis))
    for text in place.texts:
        place.finding(contributions=[text.pk], topics=[topic.pk for topic in place.topics])
    with CaptureQueriesContext(connection) as many:
        count(place.consultation, cited_in(place.synthesis))
    assert len(few) == len(many)


def test_coverage_is_kept_without_the_words_of_topics() -> None:
    place = square()
    found = count(place.consultation, Cited([place.texts[0].pk]))
    kept = Coverage.from_json(found.to_json())
    assert (kept.all, kept.all_topics, kept.small_topics) == (found.all, found.all_topics, found.small_topics)
    assert all(topic.title == "" for topic in kept.topics)
