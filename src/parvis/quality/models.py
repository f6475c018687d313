"""What was measured, with the numbers that it came from; and how many people a consultation concerns."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage

SHA256 = r"^[0-9a-f]{64}$"


class QualityRecord(models.Model):
    """One measure of the six qualities, never changed; the last one holds.

    `inputs` and `results` are kept as the bytes whose fingerprints the public log holds, so that anybody
    finds the second again from the first with `analysis.quality.recompute`. `checked_at`: when the same
    numbers were found last.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="qualities"
    )
    computed_at = models.DateTimeField(_("computed at"), db_default=Now(), editable=False)
    checked_at = models.DateTimeField(_("checked at"), db_default=Now(), editable=False)
    version = models.PositiveSmallIntegerField(_("version of the formulas"))
    seed = models.PositiveBigIntegerField(_("seed of the draws"))
    inputs = models.TextField(_("numbers that went into the formulas"))
    results = models.TextField(_("six notes"))
    inputs_sha256 = models.CharField(_("SHA-256 of the numbers"), max_length=64)
    results_sha256 = models.CharField(_("SHA-256 of the notes"), max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("measure of the six qualities")
        verbose_name_plural = _("measures of the six qualities")
        ordering = ["-computed_at", "-id"]
        indexes = [models.Index(fields=["consultation", "-computed_at"], name="quality_last")]
        constraints = [
            models.CheckConstraint(
                condition=Q(inputs_sha256__regex=SHA256, results_sha256__regex=SHA256),
                name="quality_fingerprints",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__gte=F("computed_at")), name="quality_checked_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.computed_at}"

    @property
    def axes(self) -> dict[str, dict[str, Any]]:
        """The note of each axis by its name, as `analysis.quality.recompute` gives it."""
        return {one["axis"]: one for one in json.loads(self.results)["axes"]}


class TargetPopulation(models.Model):
    """How many people a consultation concerns, and where that is from. Never changed: another replaces it."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="target_populations",
    )
    people = models.PositiveBigIntegerField(_("people concerned"))
    source = models.CharField(_("who they are, and where the number comes from"), max_length=250)
    named_at = models.DateTimeField(_("named at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("population concerned")
        verbose_name_plural = _("populations concerned")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="target_of_somebody"),
            models.CheckConstraint(condition=~Q(source=""), name="target_says_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.people}"
