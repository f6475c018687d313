"""What is read before it appears: it waits here until a moderator makes a contribution of it.

So nothing that reads contributions (lists, search, maps, votes, exports, figures) can meet a text that nobody
has read yet: that of a guest, without an address; and any text, where the organiser has chosen so.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from parvis.accounts.enums import IdentityLevel, Origin
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, Kind, Phase, Theme
from parvis.contributions.enums import WaitingState
from parvis.ledger.models import Logged
from parvis.organisations.models import Organisation

CONTRIBUTION = "contributions.Contribution"
MOST_WAITING = 1000
"""Texts of guests of one consultation that wait at once: a team could not read more before they lapse."""
READ_WITHIN = timedelta(days=3)
"""What a moderator reads before it appears is read within it, where the organiser promises nothing else."""
WORDLESS = Q(title="", text="", form_answers={}, personal={}, salt=None)
OF_GUESTS = Q(identity_level=IdentityLevel.VISITOR)
OF_PEOPLE = Q(identity_level__gt=IdentityLevel.VISITOR)


class WaitingText(Logged):
    """A text that nobody has read, or new words of one that is public (`revises`).

    It has words while it waits; what is refused and makes no contribution keeps them for some days. Its entry
    in the log is that of its reception: its author can prove to have been refused, or kept waiting.
    A guest has level 0 and no author; somebody who left has no author any longer.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.PROTECT,
        related_name="waiting_texts",
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.PROTECT, related_name="waiting_texts"
    )
    kind = models.ForeignKey(
        Kind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="waiting_texts"
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="waiting_texts",
    )
    responds_to = models.ForeignKey(
        CONTRIBUTION,
        verbose_name=_("responds to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        on_delete=models.PROTECT,
        related_name="waiting_texts",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("in the name of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="waiting_texts",
    )
    identity_level = models.PositiveSmallIntegerField(
        _("identity level of the author at the time"),
        choices=IdentityLevel,
        default=IdentityLevel.VISITOR,
        db_default=IdentityLevel.VISITOR,
    )
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin, default=Origin.WEB, db_default=Origin.WEB
    )
    revises = models.ForeignKey(
        CONTRIBUTION,
        verbose_name=_("text whose words it changes"),
        null=True,
        on_delete=models.PROTECT,
        related_name="waiting_revisions",
    )
    based_on = models.UUIDField(_("entry of the words that it changes"), null=True, editable=False)
    title = models.CharField(_("title"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    form_answers = models.JSONField(_("answers to the form"), default=dict, blank=True)
    personal = models.JSONField(_("personal answers"), default=dict, db_default={}, null=True, blank=True)
    """Null in new words that leave those of the public text as they are."""
    hours = models.PositiveSmallIntegerField(_("read within, in hours, as promised then"), null=True)
    shared_save = models.BigIntegerField(_("save of a draft that was sent"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=WaitingState, default=WaitingState.WAITING)
    is_question = models.BooleanField(_("asks the organiser"), default=False)
    is_late = models.BooleanField(_("sent in the minutes of grace"), default=False, editable=False)
    received_at = models.DateTimeField(_("received at"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed while it waits, at"), null=True, editable=False)
    settled_at = models.DateTimeField(_("read, or withdrawn, at"), null=True, editable=False)
    told_at = models.DateTimeField(_("told to the moderators at"), null=True, editable=False)
    contribution = models.OneToOneField(
        CONTRIBUTION,
        verbose_name=_("contribution that it became"),
        null=True,
        on_delete=models.PROTECT,
        related_name="waiting_text",
        editable=False,
    )
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4, unique=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        db_table = "contributions_guesttext"
        verbose_name = _("text read before it appears")
        verbose_name_plural = _("texts read before they appear")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaitingState.values), name="guest_text_state"),
            models.CheckConstraint(
                condition=Q(state=WaitingState.PUBLISHED, contribution__isnull=False, revises=None)
                | Q(state=WaitingState.PUBLISHED, contribution=None, revises__isnull=False)
                | (~Q(state=WaitingState.PUBLISHED) & Q(contribution=None))
                | (Q(state=WaitingState.REFUSED, contribution__isnull=False, revises=None) & OF_PEOPLE),
                name="waiting_text_became",
            ),
            models.CheckConstraint(
                condition=Q(state=WaitingState.WAITING, settled_at=None)
                | (~Q(state=WaitingState.WAITING) & Q(settled_at__isnull=False)),
                name="guest_text_settled",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[WaitingState.WAITING, WaitingState.REFUSED]) | WORDLESS,
                name="waiting_text_words_gone",
            ),
            models.CheckConstraint(
                condition=OF_PEOPLE | Q(author=None, organisation=None, revises=None, personal={}),
                name="waiting_text_guest_unknown",
            ),
            models.UniqueConstraint(
                fields=["revises"],
                condition=Q(state=WaitingState.WAITING),
                name="waiting_text_one_revision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["consultation", "id"],
                name="guest_text_waiting",
                condition=Q(state=WaitingState.WAITING),
            ),
            models.Index(
                fields=["id"],
                name="guest_text_untold",
                condition=Q(state=WaitingState.WAITING, told_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80] or self.reference

    @property
    def reference(self) -> str:
        """What its author quotes: never the number of a contribution."""
        return f"{'G' if self.is_guest else 'W'}-{self.pk}"

    @property
    def is_guest(self) -> bool:
        return self.identity_level == IdentityLevel.VISITOR

    @property
    def is_waiting(self) -> bool:
        return self.state == WaitingState.WAITING

    @property
    def signed_by(self) -> Organisation | Participant | None:
        """Under whose name it will be read: an organisation hides the person who sent it."""
        return self.organisation or self.author

    @property
    def due_at(self) -> datetime:
        """Until when it is to be read, by what was promised when it came."""
        promised = READ_WITHIN if self.hours is None else timedelta(hours=self.hours)
        return self.received_at + promised

    def answers_for(self, reader: Participant) -> dict[str, Any]:
        """To the form; what somebody said of themselves is theirs alone, whoever signs with them."""
        own = self.personal if self.author_id == reader.pk else None
        return {**self.form_answers, **(own or {})}

    @property
    def has_words(self) -> bool:
        return self.salt is not None

    def forget_words(self) -> None:
        """Take its words, and what opens its line of the log; the caller saves `WORDS`."""
        self.title, self.text, self.form_answers, self.personal, self.salt = "", "", {}, {}, None


WORDS = ("title", "text", "form_answers", "personal", "salt")
PROMISED = ExpressionWrapper(
    Coalesce(F("hours"), Value(READ_WITHIN // timedelta(hours=1))) * Value(timedelta(hours=1)),
    DurationField(),
)
"""How long each may wait, by what was promised when it came."""
