"""What the form of a kind asks, question by question."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.consultations.asking import DECIDING, FILES, TOLD, Condition, Settings, read_settings
from parvis.consultations.enums import Comparison, QuestionType


class Question(models.Model):
    """One question, text or page of a form, in its place; answers are kept under its code.

    `settings` is what its type asks for (`asks` reads it). `condition` is nothing, or the earlier question,
    the test and the value that show this one.
    """

    kind = models.ForeignKey(
        "consultations.Kind", verbose_name=_("kind"), on_delete=models.CASCADE, related_name="questions"
    )
    code = models.CharField(_("code"), max_length=40)
    type = models.CharField(_("type"), max_length=12, choices=QuestionType)
    label = models.CharField(_("question"), max_length=300)
    help_text = models.TextField(_("help"), max_length=2000, blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=False)
    is_personal = models.BooleanField(_("asks for something personal"), default=False)
    purpose = models.CharField(_("what a personal answer is used for"), max_length=300, blank=True)
    settings = models.JSONField(_("settings of its type"), default=dict, blank=True)
    condition = models.JSONField(_("shown if"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question of a form")
        verbose_name_plural = _("questions of a form")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="question_code_unique"),
            models.CheckConstraint(
                condition=Q(is_personal=False) | ~Q(purpose=""), name="question_personal_has_purpose"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @cached_property
    def asks(self) -> Settings:
        return read_settings(QuestionType(self.type), self.settings)

    @property
    def shown_if(self) -> Condition | None:
        if not self.condition:
            return None
        held = self.condition
        return Condition(held["question"], Comparison(held["test"]), held["value"])

    @property
    def takes_answer(self) -> bool:
        return self.type not in TOLD

    @property
    def takes_files(self) -> bool:
        return self.type in FILES

    @property
    def decides(self) -> bool:
        """Whether the condition of a later question may hang on its answer."""
        return self.type in DECIDING
