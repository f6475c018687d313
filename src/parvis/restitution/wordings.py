"""What a language model proposes for the words of a finding, until somebody takes it or leaves it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.restitution.enums import DRAFTING, DraftState
from parvis.restitution.sections import Finding


class Wording(models.Model):
    """One proposal for a finding, beside its words. `about`: SHA-256 of the words that it was asked for.

    `sentences`: those that stood, each `{"text", "sources"}`, sources being numbers of contributions;
    `given`: how many the model wrote. `tries`: times begun; `trouble`: a code when nothing came of it.
    """

    finding = models.OneToOneField(
        Finding, verbose_name=_("finding"), on_delete=models.CASCADE, related_name="wording"
    )
    model = models.CharField(_("language model"), max_length=120, editable=False)
    language = models.CharField(_("language"), max_length=8)
    about = models.CharField(_("SHA-256 of the words"), max_length=64, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=DraftState, default=DraftState.WAITING, db_default="waiting"
    )
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0, db_default=0, editable=False)
    trouble = models.CharField(_("why it failed"), max_length=40, blank=True, editable=False)
    sentences = models.JSONField(_("sentences"), default=list, editable=False)
    given = models.PositiveSmallIntegerField(_("sentences written"), default=0, db_default=0, editable=False)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wording of a finding")
        verbose_name_plural = _("wordings of findings")

    def __str__(self) -> str:
        return f"{self.finding_id}/{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in DRAFTING

    @property
    def is_proposed(self) -> bool:
        return self.state == DraftState.DONE

    @property
    def named(self) -> set[int]:
        """The contributions on which its sentences rest."""
        return {pk for one in self.sentences for pk in one["sources"]}
