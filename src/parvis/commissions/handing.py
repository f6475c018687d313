"""A contribution that is handed over to a commission, and what became of it there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.commissions.enums import Outcome
from parvis.commissions.opinions import Opinion
from parvis.contributions.models import Contribution


class HandOver(models.Model):
    """A contribution before a commission; before another one once it was handed on: `after` is that stage."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="hand_overs"
    )
    commission = models.ForeignKey(
        "commissions.Commission",
        verbose_name=_("commission"),
        on_delete=models.PROTECT,
        related_name="hand_overs",
    )
    after = models.OneToOneField(
        "self",
        verbose_name=_("handed on from"),
        null=True,
        on_delete=models.PROTECT,
        related_name="next",
        editable=False,
    )
    reason = models.CharField(_("why it is handed over"), max_length=1000)
    handed_at = models.DateTimeField(_("handed over at"), db_default=Now(), editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITS)
    words = models.CharField(_("what the commission says of it"), max_length=1000, blank=True)
    opinion = models.ForeignKey(
        Opinion,
        verbose_name=_("opinion"),
        null=True,
        on_delete=models.PROTECT,
        related_name="taken_up",
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution handed over")
        verbose_name_plural = _("contributions handed over")
        ordering = ["id"]
        indexes = [models.Index(fields=["commission", "-id"], name="hand_over_of_commission")]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "commission"],
                condition=Q(outcome=Outcome.WAITS),
                name="hand_over_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITS, settled_at=None)
                | ~Q(outcome=Outcome.WAITS) & Q(settled_at__isnull=False),
                name="hand_over_settled_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.TAKEN_UP, opinion__isnull=False)
                | ~Q(outcome=Outcome.TAKEN_UP) & Q(opinion=None),
                name="hand_over_taken_up_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.RETURNED) | ~Q(words=""), name="hand_over_returned_says_why"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hand_over_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} -> {self.commission_id}"
