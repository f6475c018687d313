"""Batches of sheets, the sheets, and what is typed of them before it counts."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Kind, Phase
from parvis.contributions.attachments import PHOTOS
from parvis.contributions.models import Contribution
from parvis.paper.enums import Channel

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that a hand or an eye takes for another."""
CODE_LENGTH = 10
MOST_SHEETS = 2_000
UNDO = timedelta(minutes=15)
"""How long whoever entered a sheet may take it back."""
AFTER = timedelta(days=30)
"""How long after its phase what came in time may still be entered."""


def new_code() -> str:
    """What the QR code of a sheet says: nobody finds the next one by counting."""
    return "".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH))


class Batch(models.Model):
    """Sheets that came by the same way, in answer to one form of one phase.

    `size`: how many numbered sheets were printed; 0 when numbers are given as sheets are entered.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="batches"
    )
    phase = models.ForeignKey(Phase, verbose_name=_("phase"), on_delete=models.CASCADE, related_name="+")
    kind = models.ForeignKey(Kind, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("way"), max_length=10, choices=Channel, default=Channel.FORM)
    size = models.PositiveIntegerField(_("numbered sheets"), default=0)
    is_double = models.BooleanField(_("typed by two people"), default=False)
    return_to = models.CharField(_("where to return it"), max_length=400, blank=True)
    return_by = models.DateField(_("until when"), null=True, blank=True)
    place = models.CharField(_("place of the register"), max_length=160, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("batch of sheets")
        verbose_name_plural = _("batches of sheets")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="batch_number_unique"),
            models.CheckConstraint(condition=Q(size__lte=MOST_SHEETS), name="batch_size"),
            models.CheckConstraint(
                condition=~Q(channel=Channel.REGISTER) | ~Q(place=""), name="batch_register_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None) | Q(closed_on=None) | Q(opened_on__lte=F("closed_on")),
                name="batch_register_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_register(self) -> bool:
        return self.channel == Channel.REGISTER


class SheetQuerySet(models.QuerySet["Sheet"]):
    def blank(self) -> Self:
        return self.filter(entered_at=None)


class Sheet(models.Model):
    """One sheet: what is on it becomes one contribution, once."""

    batch = models.ForeignKey(
        Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="sheets", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    page = models.CharField(_("page of the register"), max_length=20, blank=True)
    contribution = models.OneToOneField(
        Contribution,
        verbose_name=_("contribution"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="sheet",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    key = models.UUIDField(_("idempotency key"), null=True, unique=True, editable=False)

    objects = SheetQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sheet of paper")
        verbose_name_plural = _("sheets of paper")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="sheet_number_unique"),
            models.CheckConstraint(
                condition=Q(contribution=None) | Q(entered_at__isnull=False), name="sheet_entered_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What is printed on it, and said on the telephone."""
        return f"{self.batch.number}-{self.number}"


class Typing(models.Model):
    """What one member of the team read on a sheet that two have to type. Gone as soon as it is settled."""

    sheet = models.ForeignKey(
        Sheet,
        verbose_name=_("sheet of paper"),
        on_delete=models.CASCADE,
        related_name="typings",
        db_index=False,
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("typed by"), on_delete=models.CASCADE, related_name="+"
    )
    words: Any = models.JSONField(_("words"))
    key = models.UUIDField(_("idempotency key"), unique=True, editable=False)
    typed_at = models.DateTimeField(_("typed at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("typing of a sheet")
        verbose_name_plural = _("typings of a sheet")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "member"], name="typing_once_each")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.member_id}"


class Scan(models.Model):
    """The picture of one side of a sheet, drawn anew, for those who type it and check it: never public."""

    sheet = models.ForeignKey(
        Sheet, verbose_name=_("sheet of paper"), on_delete=models.CASCADE, related_name="scans"
    )
    type = models.CharField(_("media type"), max_length=20)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    content = models.BinaryField(_("content"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"), db_default=Now(), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("picture of a sheet")
        verbose_name_plural = _("pictures of a sheet")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(type__in=list(PHOTOS)), name="scan_type")]
        indexes = [models.Index(fields=["added_at"], name="scan_added")]

    def __str__(self) -> str:
        return str(self.pk)


class ReceivedMail(models.Model):
    """A text that came by e-mail, until whoever wrote it confirms it by the link of the answer, or not.

    Once confirmed, its words and its address are emptied: a contribution and an account have them.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(_("address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    left_out = models.PositiveSmallIntegerField(_("files left out"), default=0)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    digest = models.CharField(_("hash of the message"), max_length=64, unique=True)
    received_at = models.DateTimeField(_("received at"), db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text received by e-mail")
        verbose_name_plural = _("texts received by e-mail")
        indexes = [models.Index(fields=["received_at"], name="received_mail_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(address="", subject="", text=""),
                name="received_mail_emptied",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MailAnswered(models.Model):
    """That an address was told today that its mail leads nowhere: once a day is enough."""

    address_hash = models.CharField(_("keyed hash of the address"), max_length=64)
    day = models.DateField(_("day"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a mail")
        verbose_name_plural = _("answers to mails")
        constraints = [models.UniqueConstraint(fields=["address_hash", "day"], name="mail_answered_daily")]

    def __str__(self) -> str:
        return str(self.day)
