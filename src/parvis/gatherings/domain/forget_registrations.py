"""A month after an event, who had registered for it is forgotten; how many came stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from parvis.gatherings.domain.cancel_registration import NOBODY
from parvis.gatherings.enums import Standing
from parvis.gatherings.models import Registration
from parvis.jobs.forgetting import REGISTRATIONS, REGISTRATIONS_ASKED, record


def forget_registrations() -> int:
    """Erase what says who somebody is; an address that nobody confirmed goes with its row."""
    with transaction.atomic():
        asked = Registration.objects.filter(standing=Standing.ASKED, asked_at__lt=Now() - REGISTRATIONS_ASKED)
        dropped, _tables = asked.delete()
        known = Registration.objects.filter(event__ends_at__lt=Now() - REGISTRATIONS)
        known = known.filter(~Q(mailbox="") | ~Q(email="") | ~Q(name="") | ~Q(participant=None))
        count = dropped + known.update(**NOBODY)
        record("registrations", count)
        return count
