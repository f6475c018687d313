"""The day before an event, those who have a place are reminded of it, once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from parvis.gatherings import letters
from parvis.gatherings.enums import EventState, Standing
from parvis.gatherings.models import Registration
from parvis.jobs.mail import LAST

BEFORE = timedelta(hours=24)
BATCH = 500


def remind() -> int:
    """Write to some of those that are due; how many, none once all is done.

    Whoever registered within the day before was written to then.
    """
    with transaction.atomic():
        rows = Registration.objects.select_for_update(of=("self",), skip_locked=True)
        due = list(
            rows.filter(
                standing=Standing.COMING,
                reminded_at=None,
                event__state=EventState.PUBLISHED,
                event__starts_at__gt=Now(),
                event__starts_at__lte=Now() + BEFORE,
                confirmed_at__lt=F("event__starts_at") - BEFORE,
            )
            .select_related("event", "participant")
            .order_by("pk")[:BATCH]
        )
        letters.write_all(due, letters.reminder, priority=LAST)
        Registration.objects.filter(pk__in=[row.pk for row in due]).update(reminded_at=Now())
        return len(due)
