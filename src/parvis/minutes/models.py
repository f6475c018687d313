"""The minutes of an event: passages that are linked to what they speak of, corrected, then published."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.commissions.models import Opinion
from parvis.conduct.models import FinalDecision
from parvis.consultations.models import Theme
from parvis.contributions.models import Contribution
from parvis.gatherings.models import Event
from parvis.minutes.corrections import Correction as Correction  # noqa: PLC0414 (of this floor)
from parvis.minutes.enums import Target
from parvis.pages.models import ResourcePage
from parvis.restitution.models import Answer

LONGEST = 5000
"""Characters of a passage."""
MOST = 500
"""Passages of minutes."""


class Minutes(models.Model):
    """What was said at an event. `share_hash`: of the code of the link by which a draft is corrected."""

    event = models.OneToOneField(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="minutes"
    )
    written_by = models.CharField(_("written by"), max_length=200, blank=True)
    resources = models.ManyToManyField(
        ResourcePage, verbose_name=_("attached files"), blank=True, related_name="+"
    )
    share_hash = models.CharField(_("hash of the code"), max_length=64, blank=True, editable=False)
    shared_at = models.DateTimeField(_("shared at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.UniqueConstraint(
                fields=["share_hash"], condition=~Q(share_hash=""), name="minutes_share_unique"
            ),
            models.CheckConstraint(
                condition=Q(share_hash="") | Q(shared_at__isnull=False), name="minutes_shared_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)


class Attendance(models.Model):
    """How many came, of one group."""

    minutes = models.ForeignKey(
        Minutes, verbose_name=_("minutes"), on_delete=models.CASCADE, related_name="attendance"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("group"), max_length=80)
    people = models.PositiveIntegerField(_("people"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance of a group")
        verbose_name_plural = _("attendance by group")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["minutes", "label"], name="attendance_label_once")]

    def __str__(self) -> str:
        return f"{self.label}: {self.people}"


class Passage(models.Model):
    """A few sentences, or the heading of an item of the agenda; its number is its address (`#p12`) for good.

    `text` is what is being written, `shown_text` what everybody reads since the last publication, empty
    before; `is_removed`: taken out of what is written, it stays readable until the next publication.
    """

    minutes = models.ForeignKey(
        Minutes, verbose_name=_("minutes"), on_delete=models.CASCADE, related_name="passages"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    is_heading = models.BooleanField(_("heading"), default=False)
    text = models.TextField(_("text"), max_length=LONGEST)
    shown_text = models.TextField(_("text as published"), blank=True, editable=False)
    is_removed = models.BooleanField(_("removed"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("passage of minutes")
        verbose_name_plural = _("passages of minutes")
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="minutes_passage_says_something")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def anchor(self) -> str:
        return f"p{self.pk}"


def _one_target() -> Q:
    """Exactly one of the foreign keys is given."""
    found = Q()
    for target in Target.values:
        found |= Q(**{f"{name}__isnull": name != target for name in Target.values})
    return found


class PassageLink(models.Model):
    """What a passage speaks of; public, or gone, from the next publication on (`is_shown`, `is_leaving`).

    `was_said`: the contribution was made from this passage.
    """

    passage = models.ForeignKey(
        Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="links"
    )
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.CASCADE,
        related_name="passages",
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, on_delete=models.CASCADE, related_name="passages"
    )
    answer = models.ForeignKey(
        Answer,
        verbose_name=_("official answer"),
        null=True,
        on_delete=models.CASCADE,
        related_name="passages",
    )
    decision = models.ForeignKey(
        FinalDecision,
        verbose_name=_("decision"),
        null=True,
        on_delete=models.CASCADE,
        related_name="passages",
    )
    opinion = models.ForeignKey(
        Opinion, verbose_name=_("opinion"), null=True, on_delete=models.CASCADE, related_name="passages"
    )
    was_said = models.BooleanField(_("made from what was said"), default=False)
    is_shown = models.BooleanField(_("public"), default=False, editable=False)
    is_leaving = models.BooleanField(_("taken away at the next publication"), default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link of a passage")
        verbose_name_plural = _("links of passages")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=_one_target(), name="passage_link_one_target"),
            models.CheckConstraint(
                condition=Q(was_said=False) | Q(contribution__isnull=False), name="passage_link_said"
            ),
            *(
                models.UniqueConstraint(
                    fields=["passage", target],
                    condition=Q(**{f"{target}__isnull": False}),
                    name=f"passage_link_{target}_once",
                )
                for target in Target.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} {self.target} {self.target_pk}"

    @property
    def target(self) -> Target:
        return next(Target(name) for name in Target.values if getattr(self, f"{name}_id") is not None)

    @property
    def target_pk(self) -> int:
        number: int = getattr(self, f"{self.target}_id")
        return number


class MinutesVersion(models.Model):
    """Minutes as they were published. Never changed.

    `passages`: a list of {"id", "heading", "text", "links": [["contribution", 12]...]}; `attendance`: of
    [group, people]. `corrected`: corrections that were accepted since the version before; `declined`: the
    others that were answered.
    """

    minutes = models.ForeignKey(
        Minutes, verbose_name=_("minutes"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    passages = models.JSONField(_("passages"))
    attendance = models.JSONField(_("attendance"), default=list)
    resources = ArrayField(models.IntegerField(), verbose_name=_("attached files"), default=list)
    written_by = models.CharField(_("written by"), max_length=200)
    corrected = models.PositiveIntegerField(_("corrections accepted"), default=0)
    declined = models.PositiveIntegerField(_("corrections declined"), default=0)
    reason = models.CharField(_("why it replaces the former one"), max_length=500, blank=True)
    digest = models.CharField(_("SHA-256 of the passages"), max_length=64)
    published_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published minutes")
        verbose_name_plural = _("published minutes")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_unique"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                name="minutes_replaced_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(written_by=""), name="minutes_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} ({self.number})"
