"""Ask for a message to a webhook by hand: a test, or one that was sent already."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.opendata.enums import DeliveryState, WebhookEvent
from parvis.opendata.permissions import may_keep_webhooks
from parvis.opendata.webhooks import Delivery, Webhook


@transaction.atomic
def try_webhook(*, actor: Participant, webhook: Webhook) -> Delivery:
    """Write a test, which leaves at once. Raises `Refused`, also while one waits."""
    held = _held(actor, webhook)
    waiting = Delivery.objects.filter(webhook=held, state=DeliveryState.WAITING)
    if waiting.filter(event=WebhookEvent.TESTED).exists():
        raise Refused(_("A test waits already: see below what becomes of it."))
    return Delivery.objects.create(
        webhook=held, event=WebhookEvent.TESTED, source=f"test-{uuid4()}", at=database_now()
    )


@transaction.atomic
def send_again(*, actor: Participant, delivery: Delivery) -> None:
    """The same message, under the same number, tried anew from the first delay on. Raises `Refused`."""
    _held(actor, delivery.webhook)
    asked = Delivery.objects.filter(pk=delivery.pk)
    asked.update(
        state=DeliveryState.WAITING, attempts=0, failure="", status=None, asked_at=Now(), next_at=Now()
    )


def _held(actor: Participant, webhook: Webhook) -> Webhook:
    """Going, and tried at once whatever failed before."""
    rows = Webhook.objects.select_for_update(of=("self",)).select_related("consultation")
    held: Webhook | None = rows.filter(pk=webhook.pk).first()
    if held is None or not may_keep_webhooks(actor, held.consultation):
        raise Refused(_("Only the organisers of this consultation have other programs told of it."))
    if held.stopped_at is not None:
        raise Refused(_("Nothing leaves for this address while it is stopped: start it again first."))
    held.paused_until = None
    held.save(update_fields=["paused_until"])
    return held
