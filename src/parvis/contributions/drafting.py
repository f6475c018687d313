"""Forms that people have begun, each for themselves; those of organisations are in `shared.py`."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import PhaseAction


class Draft(models.Model):
    """A form that somebody has begun: what was typed on each page, as it was sent."""

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="drafts"
    )
    action = models.ForeignKey(
        PhaseAction, verbose_name=_("deposit"), on_delete=models.CASCADE, related_name="drafts"
    )
    typed = models.TextField(_("what was typed"))
    saved_at = models.DateTimeField(_("saved at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["participant", "action"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.action_id}"
