"""People who code the same texts blindly: the sample, each coder, each choice, and how far they agree."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.contributions.models import Contribution
from parvis.understanding.enums import Apart

ANALYSIS = "understanding.Analysis"
LEAST_CODE = min(Apart.values)


class Coding(models.Model):
    """One sample of the texts of a run, that people of the team sort into its topics.

    `topics`: the numbers in the engine of those that stood when it was opened, in the order shown; they
    are not corrected until it has ended. `figures`: see `agreeing.measure`, empty until then. No choice is
    read by anybody but its coder before `ended_at`.
    """

    analysis = models.ForeignKey(
        ANALYSIS, verbose_name=_("analysis"), on_delete=models.CASCADE, related_name="codings"
    )
    seed = models.PositiveIntegerField(_("seed"), default=0)
    is_stratified = models.BooleanField(_("drawn topic by topic"), default=True)
    topics = ArrayField(models.PositiveIntegerField(), verbose_name=_("topics offered"))
    figures = models.JSONField(_("figures"), default=dict, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("blind coding")
        verbose_name_plural = _("blind codings")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["analysis"], condition=Q(ended_at=None), name="understanding_one_open_coding"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(ended_at__isnull=False),
                name="understanding_agreement_after_the_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class CodedText(models.Model):
    """A text of a sample. `place`: its number in the draw; `machine`: the topic where the engine put it.

    `settled`: what the team agreed on since, a topic or an `Apart`.
    """

    coding = models.ForeignKey(
        Coding, verbose_name=_("blind coding"), on_delete=models.CASCADE, related_name="texts", db_index=False
    )
    place = models.PositiveSmallIntegerField(_("number in the draw"))
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    machine = models.PositiveIntegerField(_("topic of the machine"))
    settled = models.IntegerField(_("settled together"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text to code")
        verbose_name_plural = _("texts to code")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["coding", "place"], name="understanding_one_place_in_a_draw"),
            models.UniqueConstraint(
                fields=["contribution", "coding"], name="understanding_drawn_once_in_a_sample"
            ),
            models.CheckConstraint(
                condition=Q(settled=None) | Q(settled__gte=LEAST_CODE), name="understanding_settled_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coding_id}/{self.place}"


class Coder(models.Model):
    """Who codes a sample. `letter`: what they are called wherever their name is not to be read."""

    coding = models.ForeignKey(
        Coding,
        verbose_name=_("blind coding"),
        on_delete=models.CASCADE,
        related_name="coders",
        db_index=False,
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("coder"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    letter = models.CharField(_("letter"), max_length=1)
    began_at = models.DateTimeField(_("began at"), db_default=Now(), editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("coder")
        verbose_name_plural = _("coders")
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(
                fields=["coding", "participant"], name="understanding_one_coder_a_person"
            ),
            models.UniqueConstraint(fields=["coding", "letter"], name="understanding_one_coder_a_letter"),
        ]

    def __str__(self) -> str:
        return f"{self.coding_id}/{self.letter}"


class Code(models.Model):
    """What a coder said of a text: the number of a topic in the engine, or an `Apart`."""

    coder = models.ForeignKey(
        Coder, verbose_name=_("coder"), on_delete=models.CASCADE, related_name="codes", db_index=False
    )
    text = models.ForeignKey(
        CodedText, verbose_name=_("text to code"), on_delete=models.CASCADE, related_name="codes"
    )
    code = models.IntegerField(_("choice"))
    at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of a coder")
        verbose_name_plural = _("choices of coders")
        constraints = [
            models.UniqueConstraint(fields=["coder", "text"], name="understanding_one_code_a_text"),
            models.CheckConstraint(condition=Q(code__gte=LEAST_CODE), name="understanding_code_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.coder_id}/{self.text_id}"
