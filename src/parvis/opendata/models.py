"""What was imported, from where, with its report."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.consultations.models import ConsultationPage


class ImportRun(models.Model):
    """One completed import, with no row refused: the same files again change nothing."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="imports"
    )
    format = models.CharField(_("format"), max_length=40)
    digest = models.CharField(_("SHA-256 of the files"), max_length=64)
    counts = models.JSONField(pgettext_lazy("import", "counts"))
    created_at = models.DateTimeField(_("imported at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.format} {self.digest[:8]}"
