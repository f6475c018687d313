"""Erase the words of what waits, or of what was refused: its author takes it back, or leaves."""

from django.db.models.functions import Now

from parvis.contributions import waiting_leaves
from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WORDS, WaitingText
from parvis.ledger.domain.append import append


def erase(row: WaitingText) -> None:
    """Its words and its files, by its author; in the caller's transaction."""
    empty(row, becomes=WaitingState.WITHDRAWN)
    append(waiting_leaves.withdrawn(row))


def empty(row: WaitingText, *, becomes: WaitingState) -> None:
    """Erase words and files; what waits becomes this, what was refused stays so. The caller tells the log."""
    row.forget_words()
    row.files.all().delete()
    if row.state == WaitingState.WAITING:
        row.state, row.settled_at = becomes, Now()
    row.save(update_fields=["state", "settled_at", *WORDS])


def drop_revisions(contribution: Contribution) -> None:
    """Changes of a text that its author withdraws: no moderator has to read them any longer."""
    rows = WaitingText.objects.select_for_update(of=("self",)).filter(revises=contribution)
    for row in rows.order_by("pk"):
        if row.has_words:
            erase(row)
