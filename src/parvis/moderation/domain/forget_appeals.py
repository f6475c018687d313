"""Leave for good: what somebody said to the moderation for themselves goes; that they appealed stays."""

from django.db import transaction

from parvis.accounts.models import Participant
from parvis.moderation.models import Appeal, Ruling


def forget_appeals(*, author: Participant) -> int:
    """Erase their reasons, and the words that answered them; returns how many appeals there were.

    The log holds neither, and an appeal that waits is decided all the same, on the text alone.
    """
    with transaction.atomic():
        Ruling.objects.filter(appeal__author=author).update(message="")
        return Appeal.objects.filter(author=author).update(text="", author=None)
