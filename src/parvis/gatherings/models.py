"""Events: where and when one meets; who comes; what was told of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from parvis.commissions.models import Commission
from parvis.consultations.models import ConsultationPage
from parvis.gatherings.enums import PUBLIC, Access, EventState, Format, ReportState, Standing

MOST_SPEAKERS = 30


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody announced, and in what capacity."""

    name: str
    office: str


class Event(models.Model):
    """A meeting of a consultation, called by its organiser or one of its commissions, or proposed to them.

    `sequence` rises with each public change, for calendars. `reason`: why it is cancelled, or was declined.
    `is_local`: a local initiative; it stays one when the account of its `proposer` is erased.
    """

    consultation = models.ForeignKey(
        ConsultationPage, verbose_name=_("consultation"), on_delete=models.PROTECT, related_name="events"
    )
    commission = models.ForeignKey(
        Commission,
        verbose_name=_("called by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events_proposed",
    )
    is_local = models.BooleanField(_("local initiative"), default=False, db_default=False)
    uid = models.UUIDField(_("identifier in calendars"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("number of changes"), default=0, db_default=0, editable=False)
    title = models.CharField(_("title"), max_length=160)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    format = models.CharField(_("format"), max_length=8, choices=Format, default=Format.ON_SITE)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.DRAFT)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("name of the place"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=6, decimal_places=4, null=True, blank=True)
    online_address = models.URLField(_("address online"), blank=True)
    access_features = ArrayField(
        models.CharField(max_length=12, choices=Access),
        verbose_name=_("what the place has for disabled people"),
        default=list,
        blank=True,
    )
    access = models.TextField(_("access for disabled people"), max_length=1000, blank=True)
    agenda = models.TextField(_("agenda"), max_length=5000, blank=True)
    speakers = models.TextField(_("speakers"), max_length=3000, blank=True)
    takes_registrations = models.BooleanField(_("people register"), default=True, db_default=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("waiting list"), default=True, db_default=True)
    registration_until = models.DateTimeField(_("registration open until"), null=True, blank=True)
    walk_ins = models.PositiveIntegerField(_("came without registering"), default=0, db_default=0)
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed at"), db_default=Now(), editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["consultation", "starts_at"], name="event_by_hour")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_has_a_length"),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False)
                & Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="event_place_whole",
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="event_has_room"),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "declined"]) | ~Q(reason=""), name="event_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def closes_at(self) -> datetime:
        """Until when one registers."""
        return min(self.registration_until or self.starts_at, self.starts_at)

    @property
    def announced(self) -> list[Speaker]:
        """Speakers, one a line: the name, a comma, the office."""
        lines = (line.partition(",") for line in self.speakers.splitlines() if line.strip())
        return [Speaker(name.strip(), office.strip()) for name, _comma, office in lines]

    @property
    def features(self) -> list[str]:
        """What it has for disabled people, in words, in the order of the list."""
        return [str(one.label) for one in Access if one.value in self.access_features]

    @property
    def where(self) -> str:
        """The place in one line; empty for an event that is online alone."""
        if self.format == Format.ONLINE:
            return ""
        return ", ".join(part for part in (self.place, self.address) if part)

    @property
    def open_address(self) -> str:
        """Where one meets online, when everybody may know: else those who registered are told."""
        return "" if self.takes_registrations else self.online_address


class EventSettings(models.Model):
    """What the organiser chose for the events of a consultation."""

    consultation = models.OneToOneField(
        ConsultationPage,
        verbose_name=_("consultation"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="event_settings",
    )
    takes_proposals = models.BooleanField(_("participants propose events"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("settings of events")
        verbose_name_plural = _("settings of events")

    def __str__(self) -> str:
        return f"{self.consultation_id}"


class Registration(models.Model):
    """Somebody who comes to an event. Personal until a month after it; then only that somebody came, or not.

    `mailbox` stands for an address, however it is written, and holds that each registers once. `code` is what
    is shown at the door.
    """

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="registrations"
    )
    participant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="registrations",
    )
    standing = models.CharField(_("standing"), max_length=9, choices=Standing, default=Standing.ASKED)
    name = models.CharField(_("name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    mailbox = models.CharField(_("mailbox, as a keyed hash"), max_length=64, blank=True)
    need = models.CharField(_("help needed"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=5, default="fr")
    code = models.CharField(_("code for the door"), max_length=8, null=True, unique=True)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("came at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["confirmed_at", "id"]
        indexes = [models.Index(fields=["event", "standing", "confirmed_at"], name="registration_in_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "mailbox"], condition=~Q(mailbox=""), name="registration_once"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(standing__in=["coming", "waiting"]),
                name="registration_came_if_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=["coming", "waiting"]) | Q(confirmed_at__isnull=False),
                name="registration_confirmed_at",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name or self.shown_code

    @property
    def shown_name(self) -> str:
        """How they wish to be called; empty when they did not say."""
        return self.name or (str(self.participant) if self.participant else "")

    @property
    def shown_code(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}" if self.code else ""

    @property
    def recipient(self) -> str:
        """Where mail goes; empty once it is forgotten."""
        return self.email or (self.participant.email or "" if self.participant else "")


class EventReport(models.Model):
    """What came out of a local initiative, as its proposer tells it; public once the organiser says so."""

    event = models.OneToOneField(
        Event,
        verbose_name=_("event"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="report",
    )
    text = models.TextField(_("words of the report"), max_length=20_000)
    people = models.PositiveIntegerField(_("people present"))
    state = models.CharField(_("state"), max_length=9, choices=ReportState, default=ReportState.SENT)
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("sent at"), db_default=Now())
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report of an event")
        verbose_name_plural = _("reports of events")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="event_report_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"

    @property
    def is_public(self) -> bool:
        return self.state == ReportState.PUBLISHED
