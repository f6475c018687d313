"""Devices, and what each sent: an answer is one row, whatever became of it, so that it comes in once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.contributions.waiting import WaitingText
from parvis.field.enums import Fate, Use
from parvis.paper.models import CODE_LENGTH, MOST_SHEETS, Batch, Sheet

USUAL = 500
"""Answers that a device may send, unless the organiser says another number."""

LAPSED = "lapsed"
"""The reason of what was discarded because nobody looked at it in time."""


class FieldKit(models.Model):
    """One device, or several that are used alike: a secret link that deposits in one batch, and no more.

    `held_by` answers for what it sends. Without a link (`token_hash`), nothing opens it.
    """

    batch = models.ForeignKey(Batch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="kits")
    name = models.CharField(_("name"), max_length=120)
    use = models.CharField(_("use"), max_length=10, choices=Use, default=Use.HELD)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers for it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    most = models.PositiveIntegerField(_("most answers"), default=USUAL)
    token_hash = models.CharField(
        _("hash of the link"), max_length=64, unique=True, null=True, editable=False
    )
    linked_at = models.DateTimeField(_("link made at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
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
        verbose_name = _("device on site")
        verbose_name_plural = _("devices on site")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(use__in=Use.values), name="field_kit_use"),
            models.CheckConstraint(condition=Q(most__gte=1, most__lte=MOST_SHEETS), name="field_kit_most"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kiosk(self) -> bool:
        return self.use == Use.KIOSK

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class FieldEntry(models.Model):
    """One answer that a device sent. Its words are here only while somebody has to look at them.

    `code` is what whoever answered was given. `written_at` is what the device claims.
    """

    kit = models.ForeignKey(
        FieldKit,
        verbose_name=_("device on site"),
        on_delete=models.CASCADE,
        related_name="entries",
        db_index=False,
    )
    key = models.UUIDField(_("idempotency key"), unique=True, editable=False)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True)
    fate = models.CharField(_("state"), max_length=10, choices=Fate)
    sheet = models.OneToOneField(
        Sheet,
        verbose_name=_("sheet of paper"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="field_entry",
    )
    waiting = models.OneToOneField(
        WaitingText,
        verbose_name=_("text read before it appears"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="field_entry",
    )
    words = models.TextField(_("words"), blank=True)
    reason = models.TextField(_("why"), blank=True)
    written_at = models.DateTimeField(_("written at, by the device"), null=True)
    received_at = models.DateTimeField(_("received at"), db_default=Now(), editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer of a device")
        verbose_name_plural = _("answers of devices")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(fate__in=Fate.values), name="field_entry_fate"),
            models.CheckConstraint(condition=Q(fate=Fate.KEPT) | Q(words=""), name="field_entry_emptied"),
            models.CheckConstraint(
                condition=~Q(fate=Fate.DISCARDED) | ~Q(reason=""), name="field_entry_discarded_why"
            ),
        ]
        indexes = [
            models.Index(fields=["kit", "fate"], name="field_entry_kit_fate"),
            models.Index(fields=["received_at"], name="field_entry_kept", condition=Q(fate=Fate.KEPT)),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def told_reason(self) -> str:
        """Why it was kept or discarded, in words."""
        return gettext("Nobody of the team looked at it in time.") if self.reason == LAPSED else self.reason
