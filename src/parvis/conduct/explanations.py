"""Why the rules of a consultation changed while people took part: said once, in public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.rules import Rules

MOST = 500
"""Characters of a reason."""


class Explanation(models.Model):
    """The reason of one change, in the name of the team: nobody's in particular. Never changed afterwards."""

    rules = models.OneToOneField(
        Rules, verbose_name=_("rules as they became"), on_delete=models.CASCADE, related_name="explanation"
    )
    words = models.TextField(_("reason"), max_length=MOST)
    made_at = models.DateTimeField(_("said at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reason of a change")
        verbose_name_plural = _("reasons of changes")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="explanation_says_something")]

    def __str__(self) -> str:
        return self.words[:80]
