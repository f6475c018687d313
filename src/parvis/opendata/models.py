"""What was imported, from where, with its report; the archives that are offered."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.consultations.models import ConsultationPage
from parvis.opendata.enums import ArchiveState
from parvis.opendata.tokens import ApiToken as ApiToken  # noqa: PLC0414 (of this floor)
from parvis.opendata.webhooks import Delivery as Delivery  # noqa: PLC0414
from parvis.opendata.webhooks import Webhook as Webhook  # noqa: PLC0414


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


class Archive(models.Model):
    """The last complete archive of a consultation: who wants another one waits for the next.

    `size` is that of the log in it; nothing up to `watched` took away anything that it holds.
    """

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="archive"
    )
    file = models.CharField(_("name of its file"), max_length=60)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    bytes = models.BigIntegerField(_("size in bytes"))
    size = models.BigIntegerField(_("lines of the public log"))
    watched = models.BigIntegerField(_("watched up to this line of the public log"))
    state = models.CharField(_("state"), max_length=10, choices=ArchiveState, default=ArchiveState.CURRENT)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")

    def __str__(self) -> str:
        return self.file


class Sheet(models.Model):
    """A spreadsheet that somebody of the team brought, kept while its columns are matched with ours.

    `rows` are pairs of a line of the file and its cells, in the order of `columns`.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="sheets"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name of its file"), max_length=120)
    columns = models.JSONField(_("columns"))
    rows = models.JSONField(_("rows"))
    created_at = models.DateTimeField(_("brought at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("spreadsheet to import")
        verbose_name_plural = _("spreadsheets to import")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "actor"], name="sheet_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.name
