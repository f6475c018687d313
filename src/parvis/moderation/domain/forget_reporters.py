"""Erase the addresses of those who reported a text without an account; that it was reported stays."""

from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat, Now

from parvis.jobs import forgetting
from parvis.moderation.models import Report


def forget_reporters() -> int:
    """By the clock of what guests write: after the decision, or when none came. Returns how many addresses.

    What stands for the mailbox goes with it: the report counts apart, and is of nobody any longer.
    """
    decided = Q(case__closed_at__lt=Now() - forgetting.GUESTS)
    waiting = Q(case__closed_at=None, created_at__lt=Now() - forgetting.UNREAD)
    nobody = Concat(Value("forgotten "), Cast("pk", CharField()))
    with transaction.atomic():
        due = Report.objects.exclude(email="").filter(decided | waiting)
        erased = due.update(email="", email_key=nobody, language="")
        forgetting.record("reporters", erased)
    return erased
