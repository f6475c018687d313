"""A letter of the organiser to a segment of those who agreed to it, and the copy of each person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Phase, Theme
from parvis.following.bilingual import Words, choose
from parvis.following.enums import LEFT, CopyState, LetterState, Segment
from parvis.jobs.models import Mail

LONGEST_SUBJECT = 120
LONGEST_TEXT = 6_000


class Letter(models.Model):
    """Public once it left, with its segment named. `people`: how many were in the segment at that moment.

    `sent` and `failed` are counted as mails leave; whoever is in neither no longer agreed, or is gone.
    `stopped`: of those who got it, how many no longer agree; written here once copies are forgotten.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="letters"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    subject_fr = models.CharField(_("subject in French"), max_length=LONGEST_SUBJECT, blank=True)
    text_fr = models.TextField(_("text in French"), max_length=LONGEST_TEXT, blank=True)
    subject_en = models.CharField(_("subject in English"), max_length=LONGEST_SUBJECT, blank=True)
    text_en = models.TextField(_("text in English"), max_length=LONGEST_TEXT, blank=True)
    link = models.CharField(_("page that it leads to"), max_length=300, blank=True)
    segment = models.CharField(_("to whom"), max_length=12, choices=Segment, default=Segment.FOLLOWERS)
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    segment_name = models.CharField(_("name of the phase or theme"), max_length=120, blank=True)
    end_of = models.ForeignKey(
        Phase,
        verbose_name=_("phase of which it tells the end"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=LetterState,
        default=LetterState.DRAFT,
        db_default=LetterState.DRAFT,
    )
    send_at = models.DateTimeField(_("leaves at"), null=True)
    left_at = models.DateTimeField(_("left at"), null=True)
    people = models.PositiveIntegerField(_("people of the segment"), default=0, db_default=0)
    sent = models.PositiveIntegerField(_("mails sent"), default=0, db_default=0)
    failed = models.PositiveIntegerField(_("mails not delivered"), default=0, db_default=0)
    stopped = models.PositiveIntegerField(_("people who no longer agree"), null=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(subject_fr="") & ~Q(text_fr="")) | (~Q(subject_en="") & ~Q(text_en="")),
                name="letter_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state=LetterState.PLANNED) | Q(send_at__isnull=False), name="letter_has_its_hour"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LEFT, left_at__isnull=False) | (~Q(state__in=LEFT) & Q(left_at=None)),
                name="letter_left_at",
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_at"], name="letter_due", condition=Q(state__in=["planned", "leaving"])
            ),
        ]

    def __str__(self) -> str:
        return self.subject_fr or self.subject_en

    @property
    def has_left(self) -> bool:
        return self.state in LEFT

    @property
    def written(self) -> list[Words]:
        """Its words in each language in which it is whole."""
        both = [Words("fr", self.text_fr, self.subject_fr), Words("en", self.text_en, self.subject_en)]
        return [words for words in both if words.text and words.subject]

    def words(self, language: str) -> Words:
        return choose(self.written, language)


class LetterCopy(models.Model):
    """That one person is to get a letter, and what became of it: once, the database holds it."""

    letter = models.ForeignKey(
        Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="copies", db_index=False
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=CopyState,
        default=CopyState.WAITING,
        db_default=CopyState.WAITING,
    )
    mail = models.ForeignKey(
        Mail, verbose_name=_("mail"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("written at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("copy of a letter")
        verbose_name_plural = _("copies of letters")
        constraints = [models.UniqueConstraint(fields=["letter", "participant"], name="letter_once")]
        indexes = [
            models.Index(
                fields=["letter", "id"], name="letter_copy_waiting", condition=Q(state=CopyState.WAITING)
            ),
            models.Index(fields=["id"], name="letter_copy_written", condition=Q(state=CopyState.WRITTEN)),
            models.Index(fields=["-written_at"], name="letter_copy_pace"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.participant_id}"
