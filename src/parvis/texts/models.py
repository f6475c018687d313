"""Texts put to consultation, cut into passages on which people vote and comment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.texts.enums import DocumentState, Part
from parvis.texts.numbering import join_number

TITLE_LIMIT = 200
NUMBER_LIMIT = 40


class Document(models.Model):
    """A bill, a plan, a charter. While it is being cut, `source` holds its words; then its passages do."""

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="documents"
    )
    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    slug = models.SlugField(_("name in addresses"), max_length=80)
    file_name = models.CharField(_("name of its file"), max_length=120)
    source = models.TextField(_("words being cut, in Markdown"), blank=True)
    depth = models.PositiveSmallIntegerField(_("level of the headings that make a passage"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    created_at = models.DateTimeField(_("imported at"), db_default=Now(), editable=False)
    published_at = models.DateTimeField(_("made public at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text put to consultation")
        verbose_name_plural = _("texts put to consultation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "slug"], name="document_slug_unique"),
        ]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A piece of a text in its place: a heading, or a passage, whose words are those of a contribution."""

    document = models.ForeignKey(
        Document, verbose_name=_("text"), on_delete=models.CASCADE, related_name="passages"
    )
    contribution = models.OneToOneField(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="passage",
    )
    position = models.PositiveIntegerField(_("position"))
    part = models.CharField(_("what it is"), max_length=8, choices=Part)
    level = models.PositiveSmallIntegerField(_("level of its heading, 0 without one"), default=0)
    number = models.CharField(_("number"), max_length=NUMBER_LIMIT, blank=True)
    is_given = models.BooleanField(_("numbered here, not by the text"), default=False)
    title = models.TextField(_("words of its heading"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("passage of a text")
        verbose_name_plural = _("passages of a text")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="passage_position_unique"),
            models.CheckConstraint(
                condition=Q(part=Part.HEADING, contribution=None)
                | Q(part=Part.PASSAGE, contribution__isnull=False),
                name="passage_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.document_id}, {self.position}"

    @property
    def label(self) -> str:
        """Its number and the words of its heading."""
        if self.is_given:
            return self.title or self.number
        return join_number(self.number, self.title)

    @property
    def anchor(self) -> str:
        """Its name in the page of the text."""
        return f"p{self.position}"
