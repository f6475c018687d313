"""A contribution of an earlier consultation, taken over in a new one as a quotation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

CONTRIBUTION = "contributions.Contribution"


class Quotation(models.Model):
    """These words were written elsewhere, by somebody who did nothing here: the team took them over.

    The text that quotes has no author; whoever reads it is led to the text that it quotes.
    """

    contribution = models.OneToOneField(
        CONTRIBUTION, verbose_name=_("text that quotes"), on_delete=models.CASCADE, related_name="quotation"
    )
    source = models.ForeignKey(
        CONTRIBUTION, verbose_name=_("text quoted"), on_delete=models.PROTECT, related_name="quoted_in"
    )
    made_at = models.DateTimeField(_("taken over at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(contribution=F("source")), name="quotation_of_another_text")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.contribution_id}"
