"""What guests send without an address: it waits here until a moderator makes a contribution of it.

So nothing that reads contributions (lists, search, maps, votes, exports, figures) can meet a text that nobody
has read yet.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.enums import GuestState
from parvis.ledger.models import Logged

CONTRIBUTION = "contributions.Contribution"
MOST_WAITING = 1000
"""Texts of one consultation that wait at once: a team could not read more before they lapse."""
WORDLESS = Q(title="", text="", form_answers={}, salt=None)


class GuestText(Logged):
    """A text that came without an address. It has words while it waits, and for some days once refused.

    Its entry in the log is that of its reception: a guest can prove to have been refused, or kept waiting.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="guest_texts"
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.PROTECT, related_name="guest_texts"
    )
    kind = models.ForeignKey(
        Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="guest_texts"
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="guest_texts",
    )
    responds_to = models.ForeignKey(
        CONTRIBUTION,
        verbose_name=_("responds to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    form_answers = models.JSONField(_("answers to the form"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GuestState, default=GuestState.WAITING)
    is_question = models.BooleanField(_("asks the organiser"), default=False)
    is_late = models.BooleanField(_("sent in the minutes of grace"), default=False, editable=False)
    received_at = models.DateTimeField(_("received at"), db_default=Now(), editable=False)
    settled_at = models.DateTimeField(_("read, or withdrawn, at"), null=True, editable=False)
    told_at = models.DateTimeField(_("told to the moderators at"), null=True, editable=False)
    contribution = models.OneToOneField(
        CONTRIBUTION,
        verbose_name=_("contribution that it became"),
        null=True,
        on_delete=models.PROTECT,
        related_name="guest_text",
        editable=False,
    )
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text of a guest")
        verbose_name_plural = _("texts of guests")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=GuestState.values), name="guest_text_state"),
            models.CheckConstraint(
                condition=Q(state=GuestState.PUBLISHED, contribution__isnull=False)
                | (~Q(state=GuestState.PUBLISHED) & Q(contribution=None)),
                name="guest_text_published_once",
            ),
            models.CheckConstraint(
                condition=Q(state=GuestState.WAITING, settled_at=None)
                | (~Q(state=GuestState.WAITING) & Q(settled_at__isnull=False)),
                name="guest_text_settled",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[GuestState.WAITING, GuestState.REFUSED]) | WORDLESS,
                name="guest_text_words_gone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "id"],
                name="guest_text_waiting",
                condition=Q(state=GuestState.WAITING),
            ),
            models.Index(
                fields=["id"],
                name="guest_text_untold",
                condition=Q(state=GuestState.WAITING, told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80] or self.reference

    @property
    def reference(self) -> str:
        """What a guest quotes: never the number of a contribution."""
        return f"G-{self.pk}"

    @property
    def has_words(self) -> bool:
        return self.salt is not None

    def forget_words(self) -> None:
        """Take its words, and what opens its line of the log; the caller saves `WORDS`."""
        self.title, self.text, self.form_answers, self.salt = "", "", {}, None


WORDS = ("title", "text", "form_answers", "salt")
