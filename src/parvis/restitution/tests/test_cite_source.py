"""What findings rest on: each source once, public, of this consultation; quotes letter for letter."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.accounts.errors import Refused
from parvis.consultations.enums import Role
from parvis.consultations.tests.factories import PhaseActionFactory, PhaseFactory
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.tests.factories import ContributionFactory
from parvis.restitution.domain.cite_source import MOST_SOURCES, cite, quote_source, remove_source
from parvis.restitution.sections import Source
from parvis.restitution.showing import shown
from parvis.restitution.tests.synthesis_data import Square, member, square
from parvis.restitution.written import being_written
from parvis.understanding.models import Topic

pytestmark = pytest.mark.django_db
WORDS = "un banc numéro 0 devant l’école"


@pytest.fixture
def place() -> Square:
    return square()


def seen(place: Square):
    return shown(being_written(place.synthesis), place.consultation)[0].findings[0]


def test_every_kind_of_source_is_cited_once(place: Square) -> None:
    finding = place.finding()
    ballot = PhaseActionFactory(
        phase=PhaseFactory(consultation=place.consultation), kind=place.texts[0].kind, vote=True
    )
    given = {"actor": place.organiser, "finding": finding, "contributions": [place.texts[0].pk] * 2}
    wanted = {"topics": [place.topics[0].pk], "ballots": [ballot.pk]}
    assert cite(**given, **wanted) == 3
    assert cite(**given, **wanted) == 0
    found = seen(place)
    assert [item for item, _row in found.texts] == [place.texts[0]]
    assert [(one.topic, one.size) for one in found.topics] == [(place.topics[0], 4)]
    assert (found.source_count, found.gone) == (3, 0)

    remove_source(actor=place.organiser, source=Source.objects.get(topic__isnull=False))
    assert seen(place).source_count == 2


def test_a_quote_is_found_letter_for_letter_or_refused(place: Square) -> None:
    finding = place.finding(contributions=[place.texts[0].pk], quote=f"« {WORDS} »")
    assert [quote.words for quote in seen(place).quotes] == [WORDS]

    source = finding.sources.get()
    for wrong in (WORDS.upper(), "un banc numéro 1 devant l’école", "x" * 1001, "un"):
        with pytest.raises(Refused):
            quote_source(actor=place.organiser, source=source, words=wrong)
    assert [quote.words for quote in seen(place).quotes] == [WORDS]
    quote_source(actor=place.organiser, source=source, words="")
    assert seen(place).quotes == ()


def test_a_quote_is_of_one_contribution_and_its_refusal_adds_nothing(place: Square) -> None:
    finding = place.finding()
    pks = [text.pk for text in place.texts[:2]]
    with pytest.raises(Refused):
        cite(actor=place.organiser, finding=finding, contributions=pks, quote=WORDS)
    with pytest.raises(Refused):
        cite(actor=place.organiser, finding=finding, contributions=pks[1:], quote=WORDS)
    assert not finding.sources.exists()


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_nobody_reads_is_not_cited(place: Square, state: State) -> None:
    finding = place.finding()
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=state)
    elsewhere = ContributionFactory()
    for pk in (place.texts[0].pk, elsewhere.pk, 2**62):
        with pytest.raises(Refused, match=f"C-{pk}"):
            cite(actor=place.organiser, finding=finding, contributions=[place.texts[1].pk, pk])
    with pytest.raises(Refused):
        cite(actor=place.organiser, finding=finding, topics=[2**62])
    with pytest.raises(Refused):
        cite(actor=place.organiser, finding=finding)
    assert not finding.sources.exists()


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN])
def test_what_was_hidden_since_is_neither_shown_nor_quoted(place: Square, state: State) -> None:
    place.finding(contributions=[place.texts[0].pk], quote=WORDS)
    Contribution.objects.filter(pk=place.texts[0].pk).update(state=state)
    found = seen(place)
    assert (found.quotes, found.texts, found.gone, found.source_count) == ((), (), 1, 0)


def test_a_text_rewritten_since_is_cited_and_no_longer_quoted(place: Square) -> None:
    place.finding(contributions=[place.texts[0].pk], quote=WORDS)
    rows = Contribution.objects.filter(pk=place.texts[0].pk)
    rows.update(text="Autre chose.", revised_at=timezone.now())
    found = seen(place)
    assert (found.quotes, found.stale, found.gone, found.text_count) == ((), 1, 0, 1)


def test_a_topic_that_an_analyst_left_out_is_no_longer_a_source(place: Square) -> None:
    place.finding(topics=[place.topics[0].pk])
    Topic.objects.filter(pk=place.topics[0].pk).update(is_hidden=True)
    assert (seen(place).topics, seen(place).gone) == ((), 1)


def test_a_finding_has_so_many_sources_at_most(place: Square, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parvis.restitution.domain.cite_source.MOST_SOURCES", 2)
    finding = place.finding()
    with pytest.raises(Refused):
        cite(actor=place.organiser, finding=finding, contributions=[text.pk for text in place.texts[:3]])
    assert MOST_SOURCES == 200
    assert not finding.sources.exists()


def test_others_do_not_cite(place: Square) -> None:
    finding = place.finding(contributions=[place.texts[0].pk])
    actor = member(place.consultation, Role.GUARANTOR)
    with pytest.raises(Refused):
        cite(actor=actor, finding=finding, contributions=[place.texts[1].pk])
    with pytest.raises(Refused):
        quote_source(actor=actor, source=finding.sources.get(), words=WORDS)
    with pytest.raises(Refused):
        remove_source(actor=actor, source=finding.sources.get())


def test_the_database_refuses_a_source_of_nothing_or_of_two_things(place: Square) -> None:
    finding = place.finding()
    text, topic = place.texts[0], place.topics[0]
    now = timezone.now()
    for wrong in (
        {},
        {"contribution": text, "topic": topic},
        {"topic": topic, "quoted_in": "text", "quoted_from": 0, "quoted_to": 3, "quoted_at": now},
        {"contribution": text, "quoted_in": "text", "quoted_from": 3, "quoted_to": 3, "quoted_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Source.objects.create(finding=finding, **wrong)
