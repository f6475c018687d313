"""What became of the texts of guests, each read by a moderator before it appears."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.contributions.guests import GuestText
from parvis.ledger.models import Logged
from parvis.moderation.enums import Reason, Screened

REASONS = [reason.value for reason in Reason if reason != Reason.MISTAKE]
MESSAGE_LIMIT = 1000


class Screening(Logged):
    """The one decision on the text of a guest, never changed afterwards; a refusal has its reason.

    The message is for its author, who reads it at their secret link: it is in no export and no log.
    """

    text = models.OneToOneField(
        GuestText, verbose_name=_("text of a guest"), on_delete=models.PROTECT, related_name="screening"
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
        verbose_name = _("decision on the text of a guest")
        verbose_name_plural = _("decisions on texts of guests")
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
