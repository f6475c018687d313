"""A short banner on the page of a consultation, from one moment to another."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Phase
from parvis.following.bilingual import Words, choose

LONGEST = 160


class Announcement(models.Model):
    """It shows itself and goes by the clock. Of urgent ones, the database holds one at a time."""

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="announcements",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text_fr = models.CharField(_("text in French"), max_length=LONGEST, blank=True)
    text_en = models.CharField(_("text in English"), max_length=LONGEST, blank=True)
    link = models.CharField(_("page that it leads to"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))
    is_urgent = models.BooleanField(_("urgent"), default=False, db_default=False)
    end_of = models.ForeignKey(
        Phase,
        verbose_name=_("phase of which it tells the end"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_fr="") | ~Q(text_en=""), name="announcement_says_something"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="announcement_ends"),
            ExclusionConstraint(
                name="announcement_urgent_alone",
                condition=Q(is_urgent=True),
                expressions=[
                    (
                        Func(
                            F("consultation"),
                            F("consultation"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["consultation", "ends_at"], name="announcement_shown")]

    def __str__(self) -> str:
        return self.text_fr or self.text_en

    def words(self, language: str) -> Words:
        written = [Words("fr", self.text_fr), Words("en", self.text_en)]
        return choose([words for words in written if words.text], language)
