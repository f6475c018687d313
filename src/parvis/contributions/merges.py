"""Contributions brought together under one of them: the merge, and what is in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.quotations import Quotation as Quotation  # noqa: PLC0414 (of this floor)
from parvis.ledger.models import Logged

CONTRIBUTION = "contributions.Contribution"


class Merge(Logged):
    """Contributions that an organiser brought together under one of them, with who, when and why.

    Each keeps its words, its author, its votes and its address. `title` and `text` are the common words,
    empty when those of the text that stays are. Once split, the row stays.
    `is_stale`: a text came or went, and its votes are to be weighed again.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="merges"
    )
    kept = models.ForeignKey(
        CONTRIBUTION, verbose_name=_("text that stays"), on_delete=models.PROTECT, related_name="merges_kept"
    )
    title = models.CharField(_("common title"), max_length=250, blank=True)
    text = models.TextField(_("common text"), blank=True)
    reason = models.TextField(_("reason of the merge"), max_length=1000)
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("merged at"), db_default=Now(), editable=False)
    split_at = models.DateTimeField(_("split at"), null=True, editable=False)
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("split by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    split_reason = models.TextField(_("reason of the split"), max_length=1000, blank=True)
    is_stale = models.BooleanField(_("votes to be weighed again"), default=True, editable=False)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(fields=["kept"], condition=Q(split_at=None), name="merge_one_live"),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_reason"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kept_id}"

    @property
    def has_words(self) -> bool:
        """Whether the organiser wrote common words."""
        return bool(self.title or self.text)


class MergedText(models.Model):
    """A contribution in a merge, the one that stays included: the database lets it be in one at a time.

    So no text is merged into one that is itself merged, and none turns in a ring.
    """

    merge = models.ForeignKey(Merge, verbose_name=_("merge"), on_delete=models.CASCADE, related_name="texts")
    contribution = models.ForeignKey(
        CONTRIBUTION, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="+"
    )
    is_live = models.BooleanField(_("in the merge now"), default=True)

    class Meta:
        verbose_name = _("merged text")
        verbose_name_plural = _("merged texts")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(is_live=True), name="merged_text_once"
            ),
            models.UniqueConstraint(fields=["merge", "contribution"], name="merged_text_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.merge_id}: {self.contribution_id}"
