"""What the public body commits itself to after a consultation, by when, and what came of it.

A commitment is never rewritten: what changes is told by an update, which stays.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.ledger.models import Logged
from parvis.restitution.enums import OPEN, CommitmentState, ReminderKind
from parvis.restitution.kept import Kept

EVIDENCED = ~Q(evidence="") | ~Q(evidence_link="")


class Commitment(Logged):
    """What was promised, by whom, by when.

    `state`, `reason` and `due_on` are those of its last update; `first_due_on` is the day of the promise.
    `owner` is an institution or a service, as everybody reads it; `in_charge`, the person of the team who is
    reminded, is shown to nobody.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    number = models.PositiveIntegerField(_("number"), validators=[MinValueValidator(1)])
    title = models.CharField(_("what is promised"), max_length=200)
    text = models.TextField(_("in detail"), max_length=5000)
    owner = models.CharField(_("service that answers for it"), max_length=160)
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person who is reminded"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    first_due_on = models.DateField(_("first promised for"))
    due_on = models.DateField(_("promised for"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=CommitmentState,
        default=CommitmentState.PLANNED,
        db_default=CommitmentState.PLANNED,
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    answers_synthesis = models.BooleanField(_("answers the synthesis"), default=False, db_default=False)
    contributions = models.ManyToManyField(
        Contribution,
        verbose_name=_("contributions that it answers"),
        through="CommitmentLink",
        related_name="commitments",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public commitment")
        verbose_name_plural = _("public commitments")
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="commitment_number_once"),
            models.UniqueConstraint(fields=["consultation", "title"], name="commitment_title_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="commitment_number_from_one"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(owner=""), name="commitment_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.ABANDONED) | ~Q(reason=""), name="commitment_abandoned_why"
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(state__in=OPEN), name="commitment_open")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def days_late(self, today: date) -> int:
        """Whole days since the day that was promised; 0 when it is not late."""
        return max((today - self.due_on).days, 0) if self.is_open else 0


class Milestone(Logged):
    """A step of a commitment. Done, it has its evidence: an address, words, or both."""

    commitment = models.ForeignKey(
        Commitment, verbose_name=_("public commitment"), on_delete=models.PROTECT, related_name="milestones"
    )
    title = models.CharField(_("step"), max_length=160)
    due_on = models.DateField(_("planned for"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    evidence = models.CharField(_("evidence, in words"), max_length=1000, blank=True)
    evidence_link = models.URLField(_("address of the evidence"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "title"], name="milestone_title_once"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_says_something"),
            models.CheckConstraint(
                condition=Q(done_on=None, evidence="", evidence_link="")
                | Q(done_on__isnull=False) & EVIDENCED,
                name="milestone_done_with_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentUpdate(Logged):
    """Public news of a commitment, one after the other; the database refuses that one be changed.

    `due_on`: the new day, when it moves. `milestone`: the step that it says done.
    """

    commitment = models.ForeignKey(
        Commitment, verbose_name=_("public commitment"), on_delete=models.PROTECT, related_name="updates"
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=CommitmentState)
    text = models.TextField(_("what is new"), max_length=5000)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    due_on = models.DateField(_("now promised for"), null=True, blank=True)
    evidence = models.CharField(_("evidence, in words"), max_length=1000, blank=True)
    evidence_link = models.URLField(_("address of the evidence"), blank=True)
    milestone = models.OneToOneField(
        Milestone,
        verbose_name=_("step done"),
        null=True,
        on_delete=models.PROTECT,
        related_name="told_by",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("published at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("news of a commitment")
        verbose_name_plural = _("news of commitments")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="commitment_update_once"),
            models.CheckConstraint(condition=~Q(text=""), name="commitment_update_says_something"),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.ABANDONED) | ~Q(reason=""),
                name="commitment_update_abandoned_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=CommitmentState.DONE) | EVIDENCED, name="commitment_update_done_evidence"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | ~Q(reason=""), name="commitment_update_moved_why"
            ),
            models.CheckConstraint(
                condition=Q(milestone=None) | EVIDENCED, name="commitment_update_step_evidence"
            ),
            Kept(name="commitment_update_kept"),
        ]
        indexes = [models.Index(fields=["created_at"], name="commitment_update_recent")]

    def __str__(self) -> str:
        return f"{self.commitment_id} ({self.number})"


class CommitmentLink(models.Model):
    """A contribution that a commitment answers; `update`, the news that added it, None from the start."""

    commitment = models.ForeignKey(
        Commitment, verbose_name=_("public commitment"), on_delete=models.PROTECT, related_name="links"
    )
    contribution = models.ForeignKey(
        Contribution,
        verbose_name=_("contribution"),
        on_delete=models.PROTECT,
        related_name="commitment_links",
    )
    update = models.ForeignKey(
        CommitmentUpdate,
        verbose_name=_("added by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="links",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contribution that a commitment answers")
        verbose_name_plural = _("contributions that commitments answer")
        ordering = ["contribution"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "contribution"], name="commitment_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}/{self.contribution_id}"


class CommitmentReminder(models.Model):
    """Whoever is in charge was written to, once for each reason; `rank`: the week of lateness, else 0."""

    commitment = models.ForeignKey(
        Commitment, verbose_name=_("public commitment"), on_delete=models.CASCADE, related_name="reminders"
    )
    due_on = models.DateField(_("promised for"))
    kind = models.CharField(_("why"), max_length=5, choices=ReminderKind)
    rank = models.PositiveIntegerField(_("week"), default=0, db_default=0)
    written_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of a commitment")
        verbose_name_plural = _("reminders of commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "due_on", "kind", "rank"], name="commitment_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.kind} {self.rank}"
