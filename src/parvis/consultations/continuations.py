"""One consultation that follows on from another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Continuation(models.Model):
    """A consultation begun with what was kept of one that is over; both pages say so."""

    consultation = models.OneToOneField(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="continuation",
    )
    source = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("follows on from"),
        on_delete=models.PROTECT,
        related_name="continued_in",
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("continuation")
        verbose_name_plural = _("continuations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(consultation=F("source")), name="continuation_of_another_one")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.consultation_id}"
