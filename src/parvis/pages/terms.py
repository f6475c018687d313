"""Words that a site, or one of its consultations, explains to its readers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

LONGEST_WORD, LONGEST_VARIANTS, LONGEST_DEFINITION = 80, 300, 600
BETWEEN = ","


class Term(models.Model):
    """A word and what it means, in every text below `host`; in those of the whole site without one.

    `variants`: other ways of writing it (an acronym and its words, an irregular plural), between commas.
    """

    host = models.ForeignKey(
        Page,
        verbose_name=_("page below which it holds"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    word = models.CharField(_("word"), max_length=LONGEST_WORD)
    variants = models.CharField(_("other ways of writing it"), max_length=LONGEST_VARIANTS, blank=True)
    definition = models.CharField(_("definition"), max_length=LONGEST_DEFINITION)
    source = models.CharField(_("source"), max_length=200, blank=True)
    link = models.URLField(_("address of the source"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("explained word")
        verbose_name_plural = _("explained words")
        ordering = ["word", "id"]
        constraints = [
            models.UniqueConstraint(Lower("word"), "host", name="term_once_below_a_page"),
            models.UniqueConstraint(Lower("word"), condition=Q(host=None), name="term_once_for_the_site"),
            models.CheckConstraint(condition=~Q(word="") & ~Q(definition=""), name="term_says_something"),
        ]

    def __str__(self) -> str:
        return self.word

    def written(self) -> list[str]:
        """Each way of writing it, the first being its name."""
        others = (form.strip() for form in self.variants.split(BETWEEN))
        return [self.word, *(form for form in others if form)]
