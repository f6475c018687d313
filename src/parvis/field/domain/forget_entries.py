"""Erase what devices sent, and that nobody of the team looked at."""

from django.db.models.functions import Now

from parvis.field.enums import Fate
from parvis.field.models import LAPSED, FieldEntry
from parvis.jobs.forgetting import FIELD_ENTRIES


def forget_entries() -> int:
    """Their rows stay without words, so that nothing comes in a second time; how many there were."""
    kept = FieldEntry.objects.filter(fate=Fate.KEPT, received_at__lt=Now() - FIELD_ENTRIES)
    return kept.update(fate=Fate.DISCARDED, words="", reason=LAPSED, settled_at=Now())
