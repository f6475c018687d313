"""Those who follow a consultation are told once of an event that is announced, then of its cancellation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.following.enums import Fact
from parvis.following.news.gather import gather
from parvis.following.tests.factories import DigestFactory, SubscriptionFactory
from parvis.gatherings.tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def test_an_event_that_comes_is_announced_or_cancelled_to_who_follows_and_one_that_is_over_is_not():
    digest, stranger = DigestFactory(), DigestFactory()
    now = timezone.now() + timedelta(hours=1)
    event = EventFactory(title="Balade", published_at=timezone.now())
    place = event.consultation
    SubscriptionFactory(participant=digest.participant, consultation=place)
    gone = EventFactory(
        consultation=place, title="Atelier", called_off=True, published_at=now, cancelled_at=timezone.now()
    )
    EventFactory(consultation=place, over=True, published_at=timezone.now())
    EventFactory(consultation=place, draft=True)
    EventFactory(published_at=timezone.now())

    found = gather([digest, stranger], until=now)

    lines = [(line.fact, line.about, line.at_pk) for line in found[digest.participant_id]]
    assert lines == [(Fact.EVENT, "Balade", event.pk), (Fact.EVENT_CANCELLED, "Atelier", gone.pk)]
    assert found[stranger.participant_id] == []
