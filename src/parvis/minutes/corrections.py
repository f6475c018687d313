"""What readers of a draft propose to change in minutes, and what their author makes of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.minutes.enums import CorrectionState

MOST_WAITING = 200
"""Of one draft: beyond, whoever holds the link is asked to wait."""


class Correction(models.Model):
    """Other words for a passage. The name is optional, for the authors alone, and erased a time after."""

    passage = models.ForeignKey(
        "minutes.Passage", verbose_name=_("passage"), on_delete=models.CASCADE, related_name="corrections"
    )
    old_text = models.TextField(_("words as they were"))
    new_text = models.TextField(_("words proposed"), max_length=5000)
    why = models.CharField(_("why"), max_length=500, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=CorrectionState, default=CorrectionState.WAITS)
    reply = models.CharField(_("answer of the author"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(new_text="") & ~Q(new_text=models.F("old_text")),
                name="correction_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.WAITS, settled_at=None)
                | ~Q(state=CorrectionState.WAITS) & Q(settled_at__isnull=False),
                name="correction_settled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.DECLINED) | ~Q(reply=""),
                name="correction_declined_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.new_text[:80]
