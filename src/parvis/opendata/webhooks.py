"""Webhooks: addresses of other programs that are told what happens in public, and each message to them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.consultations.models import ConsultationPage
from parvis.opendata.enums import DeliveryState, Failure, StopCause, WebhookEvent
from parvis.opendata.signing import MARK_BYTES, new_mark

ADDRESS_LENGTH = 500
EVENT_LENGTH = 30


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def going(self) -> Self:
        """Those that are told."""
        return self.filter(stopped_at=None)

    def due(self) -> Self:
        """Those to which something is to be sent now, and which nobody is sending to."""
        ready = Delivery.objects.filter(
            webhook=models.OuterRef("pk"), state=DeliveryState.WAITING, next_at__lte=Now()
        )
        rested = Q(paused_until=None) | Q(paused_until__lte=Now())
        free = Q(carried_until=None) | Q(carried_until__lte=Now())
        return self.going().filter(rested, free, models.Exists(ready))


class Webhook(models.Model):
    """An address told of one consultation, or of all of them; `mark`: from which its secret is made.

    `read_until` and `told_until`: the line of the public log, and the moment, up to which it was told.
    `failures` and `given_up` are counted since something last arrived there. `carried_until`: a job sends to
    it until then, and no other does.
    """

    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="webhooks",
        null=True,
    )
    address = models.CharField(_("address"), max_length=ADDRESS_LENGTH)
    events = ArrayField(
        models.CharField(max_length=EVENT_LENGTH, choices=WebhookEvent),
        verbose_name=pgettext_lazy("webhook", "what it is told"),
    )
    mark = models.CharField(_("mark of its secret"), max_length=MARK_BYTES * 2, default=new_mark)
    former_mark = models.CharField(_("mark of its former secret"), max_length=MARK_BYTES * 2, blank=True)
    former_until = models.DateTimeField(_("former secret good until"), null=True)
    read_until = models.BigIntegerField(_("told up to this line of the public log"))
    told_until = models.DateTimeField(_("told up to this moment"))
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    given_up = models.PositiveIntegerField(_("messages given up in a row"), default=0)
    paused_until = models.DateTimeField(_("not tried again before"), null=True)
    carried_until = models.DateTimeField(_("a job sends until"), null=True)
    stopped_at = models.DateTimeField(pgettext_lazy("webhook", "stopped at"), null=True)
    stop_cause = models.CharField(
        pgettext_lazy("webhook", "why it is stopped"), max_length=10, choices=StopCause, blank=True
    )
    created_at = models.DateTimeField(pgettext_lazy("webhook", "added at"), db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[Webhook]] = WebhookQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "address"], nulls_distinct=False, name="webhook_address_once"
            ),
            models.CheckConstraint(condition=~Q(events=[]) & ~Q(address=""), name="webhook_tells_something"),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stop_cause="")
                | (Q(stopped_at__isnull=False) & ~Q(stop_cause="")),
                name="webhook_stops_for_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(former_mark="", former_until=None)
                | (Q(former_until__isnull=False) & ~Q(former_mark="")),
                name="webhook_former_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def host(self) -> str:
        """What may be told of its address, which may hold a secret."""
        return urlsplit(self.address).hostname or ""

    def marks(self, now: datetime) -> list[str]:
        """Of the secrets that sign now, the newest first."""
        is_kept = self.former_until is not None and now < self.former_until
        return [self.mark, self.former_mark] if is_kept else [self.mark]


class Delivery(models.Model):
    """One message to one webhook: of what it tells, never in which words.

    Its body is made anew at each try, of what everybody may read then. `source` is what happened, once for
    each webhook; `subject` the number of what it is about. `asked_at`: when it was first to leave, or last
    asked for again.
    """

    webhook = models.ForeignKey(
        Webhook, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    message = models.UUIDField(_("number of the message"), default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(
        pgettext_lazy("message to a webhook", "what happened"), max_length=EVENT_LENGTH, choices=WebhookEvent
    )
    consultation = models.ForeignKey(
        ConsultationPage,
        verbose_name=_("consultation"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
    )
    subject = models.BigIntegerField(_("number of what it is about"), null=True)
    source = models.CharField(_("source"), max_length=60)
    at = models.DateTimeField(pgettext_lazy("message to a webhook", "happened at"))
    state = models.CharField(
        pgettext_lazy("message to a webhook", "state"),
        max_length=10,
        choices=DeliveryState,
        default=DeliveryState.WAITING,
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    status = models.PositiveSmallIntegerField(_("status of the last answer"), null=True)
    failure = models.CharField(_("why it did not arrive"), max_length=10, choices=Failure, blank=True)
    asked_at = models.DateTimeField(pgettext_lazy("message to a webhook", "asked at"), db_default=Now())
    next_at = models.DateTimeField(_("tried again at"), db_default=Now())
    tried_at = models.DateTimeField(_("last tried at"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("messages to webhooks")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "source"], name="webhook_told_once"),
        ]
        indexes = [
            models.Index(
                fields=["webhook", "next_at"], condition=Q(state="waiting"), name="webhook_message_waits"
            ),
            models.Index(fields=["asked_at"], name="webhook_message_age"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message}"

    @property
    def name(self) -> str:
        """The same at each try, so that nothing is read twice."""
        return f"msg_{self.message.hex}"
