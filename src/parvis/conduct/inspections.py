"""What was found when every act of a consultation was looked at, one by one, by a job."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage


class Inspection(models.Model):
    """The last time that all acts of a consultation were looked at: figures, and nothing of anybody.

    A page that asked for it would read millions of rows: a job does, and pages read this.
    """

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="inspection"
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    acts = models.PositiveBigIntegerField(_("acts looked at"), default=0, db_default=0)
    unlogged = models.PositiveBigIntegerField(_("acts without a line in the log"), default=0, db_default=0)
    late = models.PositiveBigIntegerField(_("acts taken after the close"), default=0, db_default=0)
    ungrouped = models.PositiveBigIntegerField(_("identical texts counted apart"), default=0, db_default=0)
    endless = models.PositiveIntegerField(_("accounts closed without an end"), default=0, db_default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("inspection of a consultation")
        verbose_name_plural = _("inspections of consultations")

    def __str__(self) -> str:
        return str(self.consultation_id)
