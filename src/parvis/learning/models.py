"""A quiz on what a consultation gives to read, and how it was answered, by nobody in particular."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.learning.enums import Reading, Stage
from parvis.pages.models import ResourcePage

FEWEST_CHOICES, MOST_CHOICES = 2, 5
FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 5


class Quiz(models.Model):
    """One version of the quiz of a consultation: what was put on line is never changed.

    `writers`: whoever wrote something in it, and so may not check it. The name of who checked stays as shown.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="quizzes"
    )
    version = models.PositiveSmallIntegerField(_("version"))
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), related_name="quizzes_written"
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="quizzes_checked",
    )
    checked_as = models.CharField(_("name and office, as shown"), max_length=160, blank=True)
    checked_role = models.CharField(_("place of who checked"), max_length=12, choices=Role, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    published_at = models.DateTimeField(_("put on line at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "version"], name="quiz_version_unique"),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(published_at=None), name="quiz_one_draft"
            ),
            models.UniqueConstraint(
                fields=["consultation"],
                condition=Q(published_at__isnull=False, closed_at=None),
                name="quiz_one_on_line",
            ),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_as="", checked_role="")
                | Q(checked_at__isnull=False) & ~Q(checked_as="") & ~Q(checked_role=""),
                name="quiz_checked_under_a_name",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(checked_at__isnull=False),
                name="quiz_checked_before_it_shows",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("published_at")), name="quiz_closed_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} ({self.version})"

    @property
    def stage(self) -> Stage:
        if self.closed_at is not None:
            return Stage.CLOSED
        if self.published_at is not None:
            return Stage.OPEN
        return Stage.CHECKED if self.checked_at is not None else Stage.DRAFT

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN


class QuizQuestion(models.Model):
    """A question with one right answer, which the explanation gives with its source.

    The source is a resource of the consultation, or another page; its name stays when the resource goes.
    """

    quiz = models.ForeignKey(Quiz, verbose_name=_("quiz"), on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(_("question"), max_length=300)
    choices = ArrayField(models.CharField(max_length=200), verbose_name=_("answers offered"))
    right = models.PositiveSmallIntegerField(_("place of the right answer"))
    explanation = models.CharField(_("explanation"), max_length=800)
    source = models.CharField(_("name of the source"), max_length=250)
    resource = models.ForeignKey(
        ResourcePage,
        verbose_name=_("resource"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link = models.URLField(_("address of the source"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of a quiz")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(choices__len__range=(FEWEST_CHOICES, MOST_CHOICES)), name="quiz_question_choices"
            ),
            models.CheckConstraint(
                condition=Q(right__lt=F("choices__len")), name="quiz_question_right_is_offered"
            ),
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(explanation="") & ~Q(source=""), name="quiz_question_explained"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class QuizSheet(models.Model):
    """What somebody answered, once: whether each answer was right, in the order of the questions.

    Nobody's: neither person, nor session, nor hour. `has_read`: a resource was opened in the same session.
    """

    quiz = models.ForeignKey(Quiz, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="sheets")
    reading = models.CharField(_("moment"), max_length=6, choices=Reading)
    has_read = models.BooleanField(_("opened a resource"))
    rights = ArrayField(models.BooleanField(), verbose_name=_("right answers"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answered quiz")
        verbose_name_plural = _("answered quizzes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reading=Reading.BEFORE, has_read=True), name="quiz_sheet_before_is_before"
            ),
            models.CheckConstraint(
                condition=Q(rights__len__range=(FEWEST_QUESTIONS, MOST_QUESTIONS)), name="quiz_sheet_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}/{self.reading}"
