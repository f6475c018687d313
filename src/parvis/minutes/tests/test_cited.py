"""Findings of a synthesis rest on the published minutes of events, and on no others."""

import pytest
from django.db import IntegrityError, transaction

from parvis.accounts.errors import Refused
from parvis.minutes.domain.publish_minutes import publish_minutes
from parvis.minutes.models import Minutes
from parvis.minutes.tests.factories import MinutesFactory, published, writer_of
from parvis.restitution.domain.cite_source import cite, remove_source
from parvis.restitution.domain.publish_synthesis import publish_synthesis
from parvis.restitution.sections import Source
from parvis.restitution.showing import shown
from parvis.restitution.tests.synthesis_data import Square, square
from parvis.restitution.written import being_written

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Square:
    return square()


@pytest.fixture
def minutes(place: Square) -> Minutes:
    return MinutesFactory(event__consultation=place.consultation)


def seen(place: Square):
    return shown(being_written(place.synthesis), place.consultation)[0].findings[0]


def test_published_minutes_are_cited_once_and_frozen_with_the_version(
    place: Square, minutes: Minutes
) -> None:
    published(minutes)
    minutes.passages.update(text="Il manque deux abris.")
    publish_minutes(actor=writer_of(minutes), minutes=minutes, reason="Un mot manquait.")
    finding = place.finding()
    assert cite(actor=place.organiser, finding=finding, events=[minutes.event_id] * 2) == 1
    assert cite(actor=place.organiser, finding=finding, events=[minutes.event_id]) == 0
    assert [event for event, _row in seen(place).events] == [minutes.event]
    assert (seen(place).source_count, seen(place).gone) == (1, 0)
    told = publish_synthesis(actor=place.organiser, synthesis=place.synthesis)
    [section] = told.words["sections"]
    assert section["findings"][0]["sources"] == [{"event": minutes.event_id}]

    remove_source(actor=place.organiser, source=Source.objects.get())
    assert seen(place).source_count == 0


def test_minutes_that_nobody_reads_or_of_another_consultation_are_refused(
    place: Square, minutes: Minutes
) -> None:
    elsewhere = published(MinutesFactory()).minutes
    finding = place.finding()
    for pk in (minutes.event_id, elsewhere.event_id, 2**62):
        with pytest.raises(Refused):
            cite(actor=place.organiser, finding=finding, events=[pk])
    assert not finding.sources.exists()


def test_the_database_refuses_a_source_of_an_event_and_of_something_else(
    place: Square, minutes: Minutes
) -> None:
    finding = place.finding()
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(finding=finding, event=minutes.event, topic=place.topics[0])
