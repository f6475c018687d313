"""Factories of the open data floor."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.consultations.tests.factories import ConsultationFactory
from parvis.opendata.enums import StopCause, WebhookEvent
from parvis.opendata.models import Delivery, Webhook


class WebhookFactory(DjangoModelFactory):
    """An address that is told of answers, from now on."""

    class Meta:
        model = Webhook

    class Params:
        stopped = factory.Trait(stopped_at=factory.LazyFunction(timezone.now), stop_cause=StopCause.ASKED)

    consultation = factory.SubFactory(ConsultationFactory)
    address = factory.Sequence(lambda number: f"https://told.example.org/{number}")
    events = [WebhookEvent.ANSWER_PUBLISHED]
    read_until = 0
    told_until = factory.LazyFunction(timezone.now)


class DeliveryFactory(DjangoModelFactory):
    """A message that waits."""

    class Meta:
        model = Delivery

    webhook = factory.SubFactory(WebhookFactory)
    event = WebhookEvent.ANSWER_PUBLISHED
    consultation = factory.SelfAttribute("webhook.consultation")
    source = factory.Sequence(lambda number: f"source-{number}")
    at = factory.LazyFunction(timezone.now)
