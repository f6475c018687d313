"""Who follows what, how often they are told, and until when they were."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, PhaseAction, Theme
from parvis.contributions.models import Contribution
from parvis.following.announcements import (
    Announcement as Announcement,  # noqa: PLC0414 (of this floor)
)
from parvis.following.enums import PublicationKind, Rhythm, Sort
from parvis.following.letters import Letter as Letter  # noqa: PLC0414 (of this floor)
from parvis.following.letters import LetterCopy as LetterCopy  # noqa: PLC0414 (of this floor)
from parvis.jobs.models import Mail
from parvis.restitution.models import PublishedSynthesis


def _only(field: str) -> Q:
    return Q(**{f"{sort}__isnull": sort != field for sort in Sort.values})


class Subscription(models.Model):
    """Somebody follows one thing. Nobody else is ever shown it.

    `results_only`: of a consultation, the result alone; so was it asked before more could be followed.
    """

    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="subscriptions",
    )
    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        null=True,
        on_delete=models.CASCADE,
        related_name="subscriptions",
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    results_only = models.BooleanField(_("the result alone"), default=False, db_default=False)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.CheckConstraint(
                condition=_only("consultation") | _only("theme") | _only("contribution") | _only("author"),
                name="subscription_to_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(results_only=False) | Q(consultation__isnull=False),
                name="subscription_result_of_a_consultation",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | ~Q(author=F("participant")), name="subscription_to_another"
            ),
            *(
                models.UniqueConstraint(fields=["participant", sort], name=f"subscription_once_{sort}")
                for sort in Sort.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} - {self.sort} {self.subject_id}"

    @property
    def sort(self) -> Sort:
        return next(sort for sort in Sort if self._id_of(sort) is not None)

    @property
    def subject_id(self) -> int:
        found: int = self._id_of(self.sort)
        return found

    def _id_of(self, sort: Sort) -> Any:
        match sort:
            case Sort.CONSULTATION:
                return self.consultation_id
            case Sort.THEME:
                return self.theme_id
            case Sort.CONTRIBUTION:
                return self.contribution_id
        return self.author_id


class Digest(models.Model):
    """How often somebody is written to of what is new, and until when they were told all of it.

    `told_until` moves in the transaction that writes the mail: nothing is told twice, and nothing is lost.
    """

    participant = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="digest",
    )
    rhythm = models.CharField(
        _("rhythm"), max_length=8, choices=Rhythm, default=Rhythm.DAILY, db_default=Rhythm.DAILY
    )
    told_until = models.DateTimeField(_("told until"), db_default=Now())
    written_at = models.DateTimeField(_("last mail at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        indexes = [models.Index(fields=["rhythm", "told_until"], name="digest_due")]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.rhythm}"


class PublicThread(models.Model):
    """Somebody chose that what they publish under their name may be read on one page, and followed."""

    participant = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="public_thread",
    )
    opened_at = models.DateTimeField(_("opened at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public thread")
        verbose_name_plural = _("public threads")

    def __str__(self) -> str:
        return str(self.participant_id)


class Milestone(models.Model):
    """When a contribution was seen to have the people in favour that its ballot asks for; once."""

    ballot = models.ForeignKey(
        PhaseAction, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    contribution = models.ForeignKey(
        Contribution, verbose_name=_("contribution"), on_delete=models.CASCADE, related_name="milestones"
    )
    reached_at = models.DateTimeField(_("reached at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("threshold reached")
        verbose_name_plural = _("thresholds reached")
        constraints = [models.UniqueConstraint(fields=["ballot", "contribution"], name="milestone_once")]
        indexes = [models.Index(fields=["reached_at"], name="milestone_recent")]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.contribution_id}"


class Publication(models.Model):
    """What was published of a consultation, and told to those who follow it or took part.

    `sent` and `failed`: the mails that tell it, once the mail server took them or the outbox gave them up.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="publications",
    )
    kind = models.CharField(_("what it is"), max_length=10, choices=PublicationKind)
    synthesis = models.OneToOneField(
        PublishedSynthesis,
        verbose_name=_("synthesis"),
        null=True,
        on_delete=models.CASCADE,
        related_name="publication",
    )
    title = models.CharField(_("title"), max_length=255)
    published_at = models.DateTimeField(_("published at"), db_default=Now())
    sent = models.PositiveIntegerField(_("mails sent"), default=0, db_default=0)
    failed = models.PositiveIntegerField(_("mails not delivered"), default=0, db_default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PublicationKind.SYNTHESIS, synthesis__isnull=False)
                | Q(~Q(kind=PublicationKind.SYNTHESIS), synthesis__isnull=True),
                name="publication_of_its_kind",
            )
        ]
        indexes = [models.Index(fields=["published_at"], name="publication_recent")]

    def __str__(self) -> str:
        return self.title


class Telling(models.Model):
    """A mail on its way that tells a publication: once it left or failed, it is counted, and the row goes."""

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+"
    )
    mail = models.ForeignKey(Mail, verbose_name=_("mail"), on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail that tells a publication")
        verbose_name_plural = _("mails that tell a publication")
        constraints = [models.UniqueConstraint(fields=["publication", "mail"], name="telling_once")]

    def __str__(self) -> str:
        return f"{self.publication_id}/{self.mail_id}"
