"""Events for tests: published, on site, in a week."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.gatherings.enums import EventState
from parvis.gatherings.models import Event


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda number: f"Atelier {number}")
    state = EventState.PUBLISHED
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Salle des fêtes"
    address = "1 place de la Mairie"
