"""The examination of a contribution by the services concerned, up to the verdict that everybody reads.

An analyst says what it is worth by each criterion, a supervisor may read it again, and who may answer in the
consultation decides: the decision is the official answer, which the examination explains.
"""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.models import Logged
from parvis.restitution.enums import (
    EXAMINED,
    AnswerStatus,
    Criterion,
    ExaminationAct,
    ExaminationState,
    Level,
)

UNDER_WAY = Q(state__in=EXAMINED)
REVISED = Q(state=ExaminationState.REVISION, contribution__revised_at__gt=F("revision_asked_at"))
"""Its author revised it since they were asked to: it is the analyst's turn again."""
ANALYSED = (ExaminationState.REVIEW, ExaminationState.DECISION, ExaminationState.DECIDED)
"""States that only an analysis leads to."""


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def under_way(self) -> Self:
        return self.filter(UNDER_WAY)

    def public(self) -> Self:
        """Those that everybody sees: of a contribution that is read, and that nobody stopped."""
        shown = self.filter(contribution__state=State.PUBLISHED)
        return shown.exclude(state=ExaminationState.STOPPED)


class Examination(Logged):
    """One examination of one contribution.

    `service` is what everybody reads; `analyst`, `supervisor` and `decider`, people of the team, are shown to
    nobody else. What is found stays inside until `answer`, the verdict, publishes it. `words_read`: the entry
    in the log of the words that were analysed.
    """

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="examinations"
    )
    service = models.CharField(_("service that examines"), max_length=160)
    analyst = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who analyses"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who reads again"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who decides"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    due_on = models.DateField(_("verdict expected by"))
    state = models.CharField(
        _("state"), max_length=10, choices=ExaminationState, default=ExaminationState.ANALYSIS
    )
    recommendation = models.CharField(_("recommendation"), max_length=10, choices=AnswerStatus, blank=True)
    summary = models.TextField(_("reasons of the recommendation"), max_length=5000, blank=True)
    words_read = models.UUIDField(_("entry of the words analysed"), null=True, editable=False)
    revision_asked_at = models.DateTimeField(_("revision asked at"), null=True, editable=False)
    answer = models.OneToOneField(
        "restitution.Answer",
        verbose_name=_("verdict"),
        null=True,
        on_delete=models.PROTECT,
        related_name="examination",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("asked for at"), db_default=Now(), editable=False)

    objects = ExaminationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("examination")
        verbose_name_plural = _("examinations")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["contribution"], condition=UNDER_WAY, name="examination_once"),
            models.CheckConstraint(condition=~Q(service=""), name="examination_by_a_service"),
            models.CheckConstraint(
                condition=Q(state=ExaminationState.DECIDED, answer__isnull=False)
                | ~Q(state=ExaminationState.DECIDED) & Q(answer=None),
                name="examination_decided_with_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANALYSED) | ~Q(recommendation="") & ~Q(summary=""),
                name="examination_analysed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExaminationState.REVISION) | Q(revision_asked_at__isnull=False),
                name="examination_revision_asked",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], condition=UNDER_WAY, name="examination_open")]

    def __str__(self) -> str:
        return f"C-{self.contribution_id} ({self.service})"

    @property
    def is_under_way(self) -> bool:
        return self.state in EXAMINED

    @property
    def is_revised(self) -> bool:
        """Whether its author revised it since they were asked to, which the job has not noted yet."""
        if self.state != ExaminationState.REVISION or self.revision_asked_at is None:
            return False
        revised = self.contribution.revised_at
        return revised is not None and revised > self.revision_asked_at

    @property
    def reads_other_words(self) -> bool:
        """Whether the text changed since it was analysed."""
        return self.state in ANALYSED and self.words_read != self.contribution.entry

    def days_late(self, today: date) -> int:
        """Whole days since the day by which the verdict was expected; 0 when it is not late."""
        return max((today - self.due_on).days, 0) if self.is_under_way else 0


class Appraisal(models.Model):
    """What a contribution is worth by one criterion. `amount`: what it would cost, in whole euros."""

    examination = models.ForeignKey(
        Examination, verbose_name=_("examination"), on_delete=models.CASCADE, related_name="appraisals"
    )
    criterion = models.CharField(_("criterion"), max_length=16, choices=Criterion)
    level = models.CharField(_("level"), max_length=16, choices=Level)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    amount = models.PositiveBigIntegerField(_("estimated cost, in euros"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("appraisal by a criterion")
        verbose_name_plural = _("appraisals by criteria")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["examination", "criterion"], name="appraisal_once"),
            models.CheckConstraint(
                condition=Q(level=Level.NOT_CONCERNED) | ~Q(reason=""), name="appraisal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(criterion=Criterion.COST), name="appraisal_amount_of_cost"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.examination_id} {self.criterion}"


class ExaminationStep(models.Model):
    """What was done in an examination, and said between those who do it: never public, never exported.

    `text` of a revision asked for is read by the author of the contribution. Without `author`, the platform
    noted it by itself.
    """

    examination = models.ForeignKey(
        Examination, verbose_name=_("examination"), on_delete=models.CASCADE, related_name="steps"
    )
    act = models.CharField(_("what was done"), max_length=10, choices=ExaminationAct)
    text = models.TextField(_("note"), max_length=2000, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("when"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("step of an examination")
        verbose_name_plural = _("steps of examinations")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.examination_id} {self.act}"
