"""Decisions of moderation: each has a reason and stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.moderation.enums import Act, Reason


class Decision(models.Model):
    """One act on one contribution or one argument, never changed afterwards."""

    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    argument = models.ForeignKey(
        Argument, verbose_name=_("argument"), null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    act = models.CharField(_("act"), max_length=10, choices=Act)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    message = models.TextField(_("message to the author"), max_length=1000, blank=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("decided at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, argument=None)
                | Q(contribution=None, argument__isnull=False),
                name="decision_one_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.get_reason_display()}"
