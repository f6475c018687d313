"""What a synthesis states, section by section, and what each of its findings rests on.

These rows are what is being written; what everybody reads is the last `PublishedSynthesis`. No word of
anybody is kept here: a quote is a place in a text, read again each time that it is shown.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Contribution
from parvis.gatherings.models import Event
from parvis.pages.rich_text import HarmlessTextField
from parvis.restitution.enums import DRAFTING, EXTRACTION, DraftState, RemarkKind, SourceKind
from parvis.understanding.models import Analysis, Topic

TARGETS = ("contribution", "topic", "ballot", "page", "event")
LONGEST_TITLE = 160


class SynthesisDraft(models.Model):
    """A draft that was asked for: from which analysis, by which method, with which seed.

    By extraction, or by the language model whose words of findings were accepted: no analysis then, and the
    name of the model for `engine_version`.

    `progress` is in percent; `tries`: times begun; `trouble`: a code when it failed. `language`: in which its
    sentences are written.
    """

    synthesis = models.ForeignKey(
        "restitution.SynthesisPage",
        verbose_name=_("synthesis"),
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    analysis = models.ForeignKey(
        Analysis, verbose_name=_("analysis"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    method = models.CharField(_("method"), max_length=20, default=EXTRACTION, editable=False)
    engine_version = models.CharField(_("version of the program"), max_length=120, blank=True, editable=False)
    seed = models.PositiveIntegerField(_("seed"), default=0)
    language = models.CharField(_("language"), max_length=8)
    state = models.CharField(
        _("state"), max_length=10, choices=DraftState, default=DraftState.WAITING, db_default="waiting"
    )
    tries = models.PositiveSmallIntegerField(_("times begun"), default=0, db_default=0, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0, db_default=0, editable=False)
    trouble = models.CharField(_("why it failed"), max_length=40, blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft of a synthesis")
        verbose_name_plural = _("drafts of syntheses")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis"], condition=Q(state__in=DRAFTING), name="synthesis_one_live_draft"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="synthesis_draft_in_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.synthesis_id}/{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in DRAFTING


class Section(models.Model):
    """A part of a synthesis. `place`: its order, from 1."""

    synthesis = models.ForeignKey(
        "restitution.SynthesisPage",
        verbose_name=_("synthesis"),
        on_delete=models.CASCADE,
        related_name="sections",
        db_index=False,
    )
    place = models.PositiveIntegerField(_("place"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("section of a synthesis")
        verbose_name_plural = _("sections of syntheses")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["synthesis", "place"],
                name="synthesis_section_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(title=""), name="synthesis_section_titled"),
        ]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """One thing that a synthesis states. `draft`: what wrote it, until somebody writes other words.

    `accepted_at`: when the team said that it had read a drafted one, and keeps it as it is.
    """

    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        related_name="findings",
        db_index=False,
    )
    place = models.PositiveIntegerField(_("place"))
    text = HarmlessTextField(_("text"))
    draft = models.ForeignKey(
        SynthesisDraft,
        verbose_name=_("drafted by"),
        null=True,
        on_delete=models.RESTRICT,
        related_name="findings",
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "place"],
                name="synthesis_finding_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="synthesis_finding_says_something"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(draft__isnull=False),
                name="synthesis_finding_accepted_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.place}"


def _one_target() -> Q:
    """Exactly one of them is named."""
    found = Q()
    for named in TARGETS:
        found |= Q(**{f"{target}__isnull": target != named for target in TARGETS})
    return found


class Source(models.Model):
    """What a finding rests on: one thing, once. A topic stands for all of its contributions, an event for its
    published minutes, which are of a floor above this one.

    A quote is a place in a contribution: in its title, its text or the answer to a question
    (`quoted_in`), from which character, up to which.
    """

    finding = models.ForeignKey(
        Finding, verbose_name=_("finding"), on_delete=models.CASCADE, related_name="sources", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("vote"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    quoted_in = models.CharField(_("quoted in"), max_length=80, blank=True)
    quoted_from = models.PositiveIntegerField(_("quoted from"), null=True)
    quoted_to = models.PositiveIntegerField(_("quoted to"), null=True)
    quoted_at = models.DateTimeField(_("quoted at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("source of a finding")
        verbose_name_plural = _("sources of findings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_one_target(), name="synthesis_source_one_target"),
            *(
                models.UniqueConstraint(fields=["finding", target], name=f"synthesis_source_one_{target}")
                for target in TARGETS
            ),
            models.CheckConstraint(
                condition=Q(quoted_in="", quoted_from=None, quoted_to=None, quoted_at=None)
                | ~Q(quoted_in="")
                & Q(contribution__isnull=False, quoted_at__isnull=False, quoted_to__gt=F("quoted_from")),
                name="synthesis_source_quotes_a_contribution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.kind} {self.target_pk}"

    @property
    def kind(self) -> SourceKind:
        return SourceKind(next(name for name in TARGETS if getattr(self, f"{name}_id") is not None))

    @property
    def target_pk(self) -> int:
        return int(getattr(self, f"{self.kind}_id"))


class SynthesisRemark(models.Model):
    """What a guarantor says in public of one published version. Never changed: another one may follow."""

    published = models.ForeignKey(
        "restitution.PublishedSynthesis",
        verbose_name=_("published synthesis"),
        on_delete=models.CASCADE,
        related_name="remarks",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=RemarkKind)
    text = models.TextField(_("text"), max_length=5000, blank=True)
    signature = models.CharField(_("signed"), max_length=160)
    created_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("remark of a guarantor")
        verbose_name_plural = _("remarks of guarantors")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["published", "number"], name="synthesis_remark_number"),
            models.CheckConstraint(
                condition=~Q(signature="") & (Q(kind=RemarkKind.VISA) | ~Q(text="")),
                name="synthesis_remark_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.published_id}/{self.number}"


class SynthesisCoverage(models.Model):
    """What the published version of a synthesis covers, counted by a job so that no page counts."""

    synthesis = models.OneToOneField(
        "restitution.SynthesisPage",
        verbose_name=_("synthesis"),
        on_delete=models.CASCADE,
        related_name="coverage",
    )
    figures = models.JSONField(_("figures"))
    computed_at = models.DateTimeField(_("computed at"), db_default=Now())

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("coverage of a synthesis")
        verbose_name_plural = _("coverages of syntheses")

    def __str__(self) -> str:
        return f"{self.synthesis_id} ({self.computed_at})"
