"""What comes after a run: topics cut in parts, and contributions that arrived since."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.understanding.enums import LIVE, RunState

ANALYSIS = "understanding.Analysis"


class RunModel(models.Model):
    """What places texts to come in the topics of a run: words and numbers, and no text."""

    analysis = models.OneToOneField(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="model"
    )
    data = models.BinaryField(_("model"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("model of a run")
        verbose_name_plural = _("models of runs")

    def __str__(self) -> str:
        return str(self.analysis_id)


class TopicSplit(models.Model):
    """How the engine would cut a topic in `parts`; done once `accepted_at`, on this run and on later ones.

    `contributions` and `labels` are parallel: which part each is in, 0 the largest. `found`: of each, its
    `phrases`, `words`, `quotes` and `size`. `model` puts other texts in the same parts.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="splits"
    )
    topic = models.ForeignKey(
        "understanding.Topic",
        verbose_name=_("topic"),
        on_delete=models.CASCADE,
        related_name="splits",
        db_index=False,
    )
    parts = models.PositiveSmallIntegerField(_("parts asked for"))
    seed = models.PositiveIntegerField(_("seed"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0, editable=False)
    trouble = models.JSONField(_("why it failed"), default=dict, editable=False)
    contributions = ArrayField(models.BigIntegerField(), verbose_name=_("contributions"), default=list)
    labels = ArrayField(models.SmallIntegerField(), verbose_name=_("part of each"), default=list)
    found = models.JSONField(_("parts found"), default=list)
    model = models.BinaryField(_("model"), null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("cut of a topic")
        verbose_name_plural = _("cuts of topics")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis"], condition=Q(state__in=LIVE), name="understanding_one_live_split"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(state=RunState.DONE), name="understanding_accepted_is_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class Addition(models.Model):
    """Contributions that came after a run, put in its topics, which do not change.

    `badly`: of those `added`, how many are less like their topic than `threshold`. `apart`: new ones with
    nothing to read. Without `asked_by`, the job did it by itself.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="additions"
    )
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.WAITING)
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0, editable=False)
    trouble = models.JSONField(_("why it failed"), default=dict, editable=False)
    added = models.PositiveIntegerField(_("contributions added"), default=0, editable=False)
    badly = models.PositiveIntegerField(_("of which fit badly"), default=0, editable=False)
    apart = models.PositiveIntegerField(_("texts with nothing to read"), default=0, editable=False)
    threshold = models.FloatField(_("likeness under which a text fits badly"), null=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("addition to a run")
        verbose_name_plural = _("additions to runs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis"], condition=Q(state__in=LIVE), name="understanding_one_live_addition"
            ),
            models.CheckConstraint(
                condition=Q(badly__lte=models.F("added")), name="understanding_badly_of_those_added"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE
