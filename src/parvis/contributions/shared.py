"""Drafts of an organisation: several hands, and no save ever takes the place of another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import PhaseAction
from parvis.organisations.models import Organisation

CONTRIBUTION = "contributions.Contribution"


class SharedDraft(models.Model):
    """What the representatives of an organisation write together for one deposit, until one of them sends it.

    `saved_by` and `saved_at` are those of its last save; `sent` is what was published from it, `sent_number`
    the save that was.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="drafts"
    )
    action = models.ForeignKey(
        PhaseAction, verbose_name=_("deposit"), on_delete=models.CASCADE, related_name="shared_drafts"
    )
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last saved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    saved_at = models.DateTimeField(_("last saved at"), db_default=Now())
    sent = models.ForeignKey(
        CONTRIBUTION, verbose_name=_("published as"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField(_("published at"), null=True)
    sent_number = models.PositiveIntegerField(_("number of the save that was published"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft of an organisation")
        verbose_name_plural = _("drafts of organisations")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "action"], name="shared_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.action_id}"


class SharedSave(models.Model):
    """What somebody kept of it, and the number of the save that they had before their eyes."""

    draft = models.ForeignKey(
        SharedDraft, verbose_name=_("draft"), on_delete=models.CASCADE, related_name="saves"
    )
    number = models.PositiveIntegerField(_("number"))
    based_on = models.PositiveIntegerField(_("number of the save it follows"))
    typed = models.TextField(_("what was typed"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="shared_saves",
    )
    saved_at = models.DateTimeField(_("saved at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("save of a draft")
        verbose_name_plural = _("saves of drafts")
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="shared_save_number"),
            models.CheckConstraint(condition=Q(based_on__lt=F("number")), name="shared_save_follows"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"

    @property
    def is_beside(self) -> bool:
        """Whether somebody else saved meanwhile: their text is not in this one."""
        return self.based_on < self.number - 1
