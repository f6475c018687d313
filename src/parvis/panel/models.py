"""What people say of themselves, apart from all that they write; what it is compared with; what came out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.panel.enums import Trait


class Survey(models.Model):
    """Which questions those who take part are asked of themselves. No answer is ever needed.

    `moves`: how many people, each once, answered, changed their answer, took it back or left since figures
    were last made. `counted`: how many gave each answer then, so that another population is compared with
    the same people; never shown, and erased with the answers.
    """

    consultation = models.OneToOneField(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="panel_survey",
    )
    traits = models.JSONField(_("questions"), default=list)
    asked_at = models.DateTimeField(_("asked since"), db_default=Now(), editable=False)
    moves = models.PositiveIntegerField(_("answers since the last figures"), default=0, db_default=0)
    counted = models.JSONField(_("answers that the last figures counted"), default=dict, editable=False)
    forgotten_at = models.DateTimeField(_("answers erased at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("questions on who takes part")
        verbose_name_plural = _("questions on who takes part")
        constraints = [models.CheckConstraint(condition=~Q(traits=[]), name="panel_survey_asks_something")]

    def __str__(self) -> str:
        return str(self.consultation_id)

    def asked(self) -> list[Trait]:
        """The questions, in the order in which they are read."""
        return [trait for trait in Trait if trait.value in self.traits]


class SelfDescription(models.Model):
    """What somebody said of themselves: the code of an answer for each question that they did not leave out.

    Empty when they would rather not say: they are not asked again. Only the day is kept, since the hour would
    tell which act it followed. `has_moved`: whether it changed since figures were last made. Gone with the
    account, or when figures are final.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="+"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="self_descriptions",
    )
    said = models.JSONField(_("answers"), default=dict)
    changed_on = models.DateField(_("changed on"))
    has_moved = models.BooleanField(_("changed since the last figures"), default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("what somebody said of themselves")
        verbose_name_plural = _("what people said of themselves")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "participant"], name="panel_one_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"


class Reference(models.Model):
    """The population to which those who took part are compared, for one question.

    `population`: people, or any number in proportion, by the code of the answer. One that has none is left
    out of the comparison.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="references"
    )
    trait = models.CharField(_("question"), max_length=12, choices=Trait)
    source = models.CharField(_("where the figures come from"), max_length=250)
    year = models.PositiveSmallIntegerField(_("year"))
    population = models.JSONField(_("population"))
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("population of reference")
        verbose_name_plural = _("populations of reference")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "trait"], name="panel_one_reference"),
            models.CheckConstraint(condition=~Q(source=""), name="panel_reference_says_its_source"),
            models.CheckConstraint(condition=Q(year__range=(1900, 2100)), name="panel_reference_year"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.trait}"


class Statement(models.Model):
    """Who took part, against the population: see `parvis.panel.figures` for what it holds.

    `computed_at`: when its figures were made; `checked_at`: when one last looked whether they had to be made
    again. Figures that would differ by fewer than ten people are not: the difference would tell who they are.
    """

    consultation = models.OneToOneField(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="panel"
    )
    figures = models.JSONField(_("figures"))
    computed_at = models.DateTimeField(_("computed at"))
    checked_at = models.DateTimeField(_("checked at"))
    is_final = models.BooleanField(_("final"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statement of who took part")
        verbose_name_plural = _("statements of who took part")

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.computed_at}"


class WeightedResult(models.Model):
    """The result of a ballot brought to the population: see `parvis.panel.weighted` for what it holds.

    Made once, when the ballot is over; until it can be measured, it says why it cannot, and is tried again.
    """

    ballot = models.OneToOneField(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="weighted"
    )
    figures = models.JSONField(_("figures"))
    is_measured = models.BooleanField(_("measured"))
    made_at = models.DateTimeField(_("computed at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("weighted result")
        verbose_name_plural = _("weighted results")

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.made_at}"
