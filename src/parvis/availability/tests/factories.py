"""Outages, and times when the site was looked at."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.availability.enums import Cause, Watcher
from parvis.availability.models import Maintenance, Outage, Watch


class OutageFactory(DjangoModelFactory):
    """An hour and a half, yesterday."""

    class Meta:
        model = Outage

    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    ended_at = factory.LazyAttribute(lambda row: row.started_at + timedelta(minutes=90))
    cause = Cause.REBOOT


class WatchFactory(DjangoModelFactory):
    """From inside, for the last hundred days."""

    class Meta:
        model = Watch

    watcher = Watcher.INSIDE
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=100))
    last_at = factory.LazyFunction(timezone.now)


class MaintenanceFactory(DjangoModelFactory):
    """An hour, tomorrow."""

    class Meta:
        model = Maintenance

    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=1))
    words = "Une nouvelle version."
