"""Keep what was found when a page was asked for from inside: an outage lasts until one answers again."""

from datetime import datetime

from django.db import transaction

from parvis.availability import leaves
from parvis.availability.enums import Cause
from parvis.availability.models import Outage
from parvis.availability.spans import LEAST
from parvis.ledger.domain.append import append


@transaction.atomic
def look(*, answers: bool, now: datetime) -> Outage | None:
    """The outage that lasts, or that ended just now; one that was too short is none, and is not kept."""
    lasting = Outage.objects.select_for_update().filter(cause=Cause.PAGE, ended_at=None).first()
    if not answers:
        if lasting is None:
            lasting = Outage.objects.create(started_at=now, cause=Cause.PAGE)
        return lasting
    if lasting is None:
        return None
    if now - lasting.started_at < LEAST:
        lasting.delete()
        return None
    lasting.ended_at = now
    lasting.save(update_fields=["ended_at"])
    append(leaves.ended(lasting))
    return lasting
