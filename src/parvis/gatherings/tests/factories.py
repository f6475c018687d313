"""Events for tests: published, on site, in a week; and who comes."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.accounts.tests.factories import ParticipantFactory
from parvis.consultations.tests.factories import ConsultationFactory
from parvis.gatherings.enums import EventState, Standing
from parvis.gatherings.models import Event, EventReport, EventSettings, Registration
from parvis.gatherings.seats import mailbox


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    class Params:
        over = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=2)))
        draft = factory.Trait(state=EventState.DRAFT)
        proposed = factory.Trait(
            state=EventState.PROPOSED, is_local=True, proposer=factory.SubFactory(ParticipantFactory)
        )
        labelled = factory.Trait(is_local=True, proposer=factory.SubFactory(ParticipantFactory))
        called_off = factory.Trait(state=EventState.CANCELLED, reason="La salle est fermée.")

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda number: f"Atelier {number}")
    state = EventState.PUBLISHED
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    place = "Salle des fêtes"
    address = "1 place de la Mairie"


class RegistrationFactory(DjangoModelFactory):
    """Somebody without an account who has a place."""

    class Meta:
        model = Registration

    class Params:
        asked = factory.Trait(standing=Standing.ASKED, confirmed_at=None, code=None)
        waiting = factory.Trait(standing=Standing.WAITING)

    event = factory.SubFactory(EventFactory)
    standing = Standing.COMING
    name = factory.Sequence(lambda number: f"Camille {number}")
    email = factory.Sequence(lambda number: f"camille{number}@exemple.fr")
    mailbox = factory.LazyAttribute(lambda row: mailbox(row.email))
    code = factory.Sequence(lambda number: f"{10_000_000 + number}")
    confirmed_at = factory.LazyFunction(timezone.now)


class EventReportFactory(DjangoModelFactory):
    class Meta:
        model = EventReport

    event = factory.SubFactory(EventFactory, labelled=True, over=True)
    text = "Nous étions nombreux."
    people = 23


class EventSettingsFactory(DjangoModelFactory):
    class Meta:
        model = EventSettings

    consultation = factory.SubFactory(ConsultationFactory)
    takes_proposals = True
