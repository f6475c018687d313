"""Commissions: a tree of bodies that work on a consultation."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage


class Commission(models.Model):
    """A body of a consultation, or of another commission of it, with what it is asked to do."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="commissions"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("commission above"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subcommissions",
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("name in addresses"), max_length=80)
    mandate = models.TextField(_("mandate"), max_length=5000, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("commission")
        verbose_name_plural = _("commissions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="commission_slug_unique"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="commission_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.name
