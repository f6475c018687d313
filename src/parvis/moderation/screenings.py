"""What became of the texts that a moderator reads before they appear."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.contributions.waiting import WaitingText
from parvis.ledger.models import Logged
from parvis.moderation.enums import Reason, Screened

REASONS = [reason.value for reason in Reason if reason != Reason.MISTAKE]
MESSAGE_LIMIT = 1000


class Screening(Logged):
    """The one decision on a text that nobody had read, never changed afterwards; a refusal has its reason.

    The message is for its author: it is in no export and no log. Of a refused text that became a contribution
    at once hidden, it is in the `Decision` that hides it, against which its author may appeal.
    """

    text = models.OneToOneField(
        WaitingText,
        verbose_name=_("text read before it appears"),
        on_delete=models.PROTECT,
        related_name="screening",
    )
    act = models.CharField(_("act"), max_length=10, choices=Screened)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    message = models.TextField(_("message to the author"), max_length=MESSAGE_LIMIT, blank=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision on a text read first")
        verbose_name_plural = _("decisions on texts read first")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act=Screened.ADMIT, reason="", message="")
                | Q(act=Screened.REFUSE, reason__in=REASONS),
                name="screening_refusal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.get_act_display()
