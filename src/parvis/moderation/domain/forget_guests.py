"""Erase what guests wrote, with what moderators answered: by the clock, or because they take it back."""

from django.db import transaction

from parvis.contributions.domain.forget_guests import forget_due_guests
from parvis.contributions.domain.withdraw_guest import withdraw_guest_text
from parvis.contributions.waiting import WaitingText
from parvis.jobs import forgetting
from parvis.moderation.models import Screening


def forget_guests() -> int:
    """Erase what is due, in both places at once; what became of it stays. How many texts."""
    erased = 0
    while batch := _next():
        erased += batch
    forgetting.record("guests", erased)
    return erased


def take_back(*, text: WaitingText) -> None:
    """Withdraw the text of a guest; of one that was refused, the words of the refusal go too."""
    with transaction.atomic():
        withdraw_guest_text(text=text)
        Screening.objects.filter(text=text, text__salt=None).exclude(message="").update(message="")


def _next() -> int:
    with transaction.atomic():
        batch = forget_due_guests()
        Screening.objects.filter(text__salt=None).exclude(message="").update(message="")
        return batch
