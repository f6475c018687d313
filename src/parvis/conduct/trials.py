"""A draft that people try before it opens: the link that lets them in, and what they remark."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage

VALID = timedelta(days=14)
"""How long a link lets people in."""
MOST_SIGNS = 1000
MOST_REMARKS = 500
"""On one trial: beyond, whoever holds the link writes in vain."""


class DraftTrialQuerySet(models.QuerySet["DraftTrial"]):
    def current(self) -> DraftTrialQuerySet:
        """Those whose link lets in: of a draft, neither ended nor too old."""
        alive = Q(ended_at=None, opened_at__gt=Now() - VALID, consultation__live=False)
        return self.filter(alive, consultation__first_published_at=None)


class DraftTrial(models.Model):
    """That people may try a draft, by a secret link. What they do is never kept (`rehearsal/stage.py`)."""

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="trial"
    )
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    objects = DraftTrialQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("trial of a draft")
        verbose_name_plural = _("trials of drafts")

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.opened_at}"


class TrialRemark(models.Model):
    """What somebody who tried a draft did not understand, on which page. Nobody is told apart in it."""

    trial = models.ForeignKey(
        DraftTrial, verbose_name=_("trial of a draft"), on_delete=models.CASCADE, related_name="remarks"
    )
    path = models.CharField(_("page"), max_length=300)
    text = models.TextField(_("remark"), max_length=MOST_SIGNS)
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark of a trial")
        verbose_name_plural = _("remarks of a trial")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="trial_remark_says_something")]

    def __str__(self) -> str:
        return self.text[:80]
