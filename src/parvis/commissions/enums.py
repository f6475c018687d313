"""Words of the commissions floor."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Office(models.TextChoices):
    """What somebody does in a commission."""

    CHAIR = "chair", pgettext_lazy("office in a commission", "chair")
    VICE_CHAIR = "vice_chair", pgettext_lazy("office in a commission", "vice-chair")
    RAPPORTEUR = "rapporteur", pgettext_lazy("office in a commission", "rapporteur")
    SECRETARY = "secretary", pgettext_lazy("office in a commission", "secretary")
    MEMBER = "member", pgettext_lazy("office in a commission", "member")


OFFICERS = frozenset({Office.CHAIR, Office.RAPPORTEUR, Office.SECRETARY})
"""Who, with an account, acts for the commission beside the organisers."""


class Outcome(models.TextChoices):
    """What a commission did with a contribution that it was handed."""

    WAITS = "waits", pgettext_lazy("contribution before a commission", "under examination")
    TAKEN_UP = "taken_up", pgettext_lazy("contribution before a commission", "taken up in an opinion")
    HANDED_ON = "handed_on", pgettext_lazy("contribution before a commission", "handed on")
    RETURNED = "returned", pgettext_lazy("contribution before a commission", "returned with a reason")
