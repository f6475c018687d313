"""Erase the words of guests that nobody needs any longer: refused for a month, or never read."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from parvis.contributions import guest_leaves
from parvis.contributions.enums import GuestState
from parvis.contributions.guests import WORDS, GuestText
from parvis.jobs import forgetting
from parvis.ledger.domain.append import append_all

BATCH = 500


def forget_due_guests() -> int:
    """Erase the words of some of those that are due, and tell the log; how many, none once all is done.

    That it came, and what became of it, stay. What moderators wrote to their authors goes with their words:
    see `moderation/domain/forget_guests.py`.
    """
    refused = Q(state=GuestState.REFUSED, settled_at__lt=Now() - forgetting.GUESTS, salt__isnull=False)
    unread = Q(state=GuestState.WAITING, received_at__lt=Now() - forgetting.UNREAD)
    with transaction.atomic():
        rows = GuestText.objects.select_for_update(of=("self",), skip_locked=True)
        due = list(rows.filter(refused | unread).order_by("pk")[:BATCH])
        _forget(due)
        return len(due)


def _forget(due: Iterable[GuestText]) -> None:
    for row in due:
        row.forget_words()
        if row.state == GuestState.WAITING:
            row.state, row.settled_at = GuestState.LAPSED, Now()
        row.save(update_fields=["state", "settled_at", *WORDS])
    append_all(guest_leaves.forgotten(row) for row in due)
