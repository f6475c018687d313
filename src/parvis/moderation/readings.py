"""Published texts that a moderator read and left as they are; and what moderators have before them now."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution

SUBJECT_LIMIT = 60


class Reading(models.Model):
    """A moderator read these words of a contribution, and they stay: nothing changes in public.

    `entry` is that of the words in the log (of a text older than it, its key): each wording is read once, by
    one person. `waited_since` is where it was in the queue.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="readings"
    )
    entry = models.UUIDField(_("entry in the log of the words that were read"), editable=False)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.PROTECT, related_name="+"
    )
    waited_since = models.DateTimeField(_("waited since"), editable=False)
    created_at = models.DateTimeField(_("read at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading of a contribution")
        verbose_name_plural = _("readings of contributions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["contribution", "entry"], name="reading_once_each_wording"),
        ]
        indexes = [models.Index(fields=["consultation", "-id"], name="reading_recent")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.entry}"


class Look(models.Model):
    """What a moderator has before them: told to the others for some minutes, one row for each moderator."""

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("moderator"), on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(_("subject"), max_length=SUBJECT_LIMIT, db_index=True)
    seen_at = models.DateTimeField(_("last seen at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what a moderator looks at")
        verbose_name_plural = _("what moderators look at")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.subject
