"""What the organiser gives back: figures, answers, synthesis."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.contributions.search import search_vector
from parvis.ledger.models import Logged
from parvis.pages.models import ReachablePage
from parvis.pages.rich_text import HarmlessTextField
from parvis.restitution.commitments import Commitment as Commitment  # noqa: PLC0414 (of this floor)
from parvis.restitution.commitments import CommitmentLink as CommitmentLink  # noqa: PLC0414 (of this floor)
from parvis.restitution.commitments import (
    CommitmentReminder as CommitmentReminder,  # noqa: PLC0414 (of this floor)
)
from parvis.restitution.commitments import (
    CommitmentUpdate as CommitmentUpdate,  # noqa: PLC0414 (of this floor)
)
from parvis.restitution.commitments import Milestone as Milestone  # noqa: PLC0414 (of this floor)
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.examinations import Appraisal as Appraisal  # noqa: PLC0414 (of this floor)
from parvis.restitution.examinations import Examination as Examination  # noqa: PLC0414 (of this floor)
from parvis.restitution.examinations import (
    ExaminationStep as ExaminationStep,  # noqa: PLC0414 (of this floor)
)
from parvis.restitution.sections import Finding as Finding  # noqa: PLC0414 (of this floor)
from parvis.restitution.sections import Section as Section  # noqa: PLC0414 (of this floor)
from parvis.restitution.sections import Source as Source  # noqa: PLC0414 (of this floor)
from parvis.restitution.sections import (
    SynthesisCoverage as SynthesisCoverage,  # noqa: PLC0414 (of this floor)
)
from parvis.restitution.sections import SynthesisDraft as SynthesisDraft  # noqa: PLC0414 (of this floor)
from parvis.restitution.sections import SynthesisRemark as SynthesisRemark  # noqa: PLC0414 (of this floor)
from parvis.restitution.wordings import Wording as Wording  # noqa: PLC0414 (of this floor)


class SynthesisPage(ReachablePage):
    """The organiser's synthesis, written in the editor; digests tell it once it is live."""

    summary = models.TextField(_("what came out, in one sentence"), max_length=400)
    method = models.TextField(_("who wrote it, and how"), max_length=600, blank=True)
    body = HarmlessTextField(_("text"), blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *ReachablePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("method"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    face = "front:synthesis"
    preview_template = "restitution/preview.html"

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")

    def serve(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:  # noqa: ARG002
        """Its public address is that of the consultation's result, whatever the editor named the page."""
        return redirect(self.face, slug=self.get_parent().slug, permanent=True)


class PublishedSynthesis(models.Model):
    """The words of a synthesis each time they went live: what the log holds the digest of. Never changed."""

    synthesis = models.ForeignKey(
        SynthesisPage, verbose_name=_("synthesis"), on_delete=models.CASCADE, related_name="published"
    )
    number = models.PositiveIntegerField(_("number"))
    words = models.JSONField(_("words"))
    digest = models.CharField(_("SHA-256 of the words"), max_length=64)
    published_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("published synthesis")
        verbose_name_plural = _("published syntheses")
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "number"], name="published_synthesis_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.synthesis} ({self.number})"


class Answer(Logged):
    """The organiser's public answer to a contribution; a new answer replaces the former, which stays."""

    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.PROTECT, related_name="answers"
    )
    status = models.CharField(_("status"), max_length=10, choices=AnswerStatus)
    text = models.TextField(_("answer"), max_length=5000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    signature = models.CharField(_("on behalf of"), max_length=160)
    created_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("official answer")
        verbose_name_plural = _("official answers")
        ordering = ["-id"]
        indexes = [GinIndex(search_vector("text", weight="B"), name="answer_search")]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.contribution}"


class FigureSnapshot(models.Model):
    """Figures of a consultation, counted by a job so that pages never count."""

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="figures"
    )
    figures = models.JSONField(_("figures"))
    computed_at = models.DateTimeField(_("computed at"), db_default=Now())

    class Meta:
        verbose_name = _("figures")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return f"{self.consultation} ({self.computed_at})"
