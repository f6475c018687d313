"""Erase the words that nobody needs any longer: refused for a month, or of guests and never read."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from parvis.contributions import waiting_leaves
from parvis.contributions.domain.erase_waiting import empty
from parvis.contributions.enums import WaitingState
from parvis.contributions.waiting import OF_GUESTS, WaitingText
from parvis.jobs import forgetting
from parvis.ledger.domain.append import append_all

BATCH = 500


def forget_due_guests() -> int:
    """Erase the words of some of those that are due, and tell the log; how many, none once all is done.

    What somebody signed waits until it is read: it is late in public, and never dropped. That it came, and
    what became of it, stay. What moderators wrote to their authors goes with their words:
    see `moderation/domain/forget_guests.py`.
    """
    refused = Q(state=WaitingState.REFUSED, settled_at__lt=Now() - forgetting.GUESTS, salt__isnull=False)
    unread = OF_GUESTS & Q(state=WaitingState.WAITING, received_at__lt=Now() - forgetting.UNREAD)
    with transaction.atomic():
        rows = WaitingText.objects.select_for_update(of=("self",), skip_locked=True)
        due = list(rows.filter(refused | unread).order_by("pk")[:BATCH])
        for row in due:
            empty(row, becomes=WaitingState.LAPSED)
        append_all(waiting_leaves.forgotten(row) for row in due)
        return len(due)
