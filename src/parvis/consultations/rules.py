"""The rules of a consultation, as they were each time that they changed in public."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Rules(models.Model):
    """The rules of a consultation each time they changed in public: what the log holds the digest of.

    Never changed, but for `checked_at`: until when the rules were seen to be these.
    """

    consultation = models.ForeignKey(
        "consultations.ConsultationPage",
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="rules",
    )
    version = models.PositiveIntegerField(_("version"))
    text = models.JSONField(_("rules"))
    digest = models.CharField(_("SHA-256 of the rules"), max_length=64)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    checked_at = models.DateTimeField(_("checked at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("rules of a consultation")
        verbose_name_plural = _("rules of consultations")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "version"], name="rules_version_unique")
        ]

    def __str__(self) -> str:
        return f"{self.consultation} ({self.version})"
