"""A webhook for tests, and the check of a signature, written from the specification and nothing of ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from django.db.models import F

from parvis.accounts.tests.factories import StaffFactory
from parvis.ledger.domain.sequence import sequence
from parvis.opendata.domain.carry_webhook import carry_webhook
from parvis.opendata.domain.keep_webhook import add_webhook
from parvis.opendata.domain.tell_webhooks import tell_webhooks
from parvis.opendata.enums import WebhookEvent
from parvis.opendata.models import Delivery, Webhook
from parvis.opendata.tests.town import Town
from parvis.testing.receiver import Heard

EVERYTHING = [event for event in WebhookEvent if event != WebhookEvent.TESTED]
ADDRESS = "https://example.org/told"
TEXTS = [
    WebhookEvent.CONTRIBUTION_PUBLISHED,
    WebhookEvent.CONTRIBUTION_HIDDEN,
    WebhookEvent.CONTRIBUTION_RESTORED,
    WebhookEvent.CONTRIBUTION_WITHDRAWN,
]


def hook_of(
    town: Town, address: str = ADDRESS, events: list[WebhookEvent] = EVERYTHING
) -> tuple[Webhook, str]:
    """Of the consultation of a town, and its secret."""
    sequence()
    return add_webhook(actor=town.organiser, consultation=town.consultation, address=address, events=events)


def hook_of_the_site(address: str = ADDRESS) -> Webhook:
    sequence()
    made, _secret = add_webhook(
        actor=StaffFactory(is_superuser=True), consultation=None, address=address, events=EVERYTHING
    )
    return made


def tell() -> list[Delivery]:
    """What waits for all, in order, once the log was signed and read."""
    sequence()
    tell_webhooks()
    return list(Delivery.objects.order_by("pk"))


def events(deliveries: list[Delivery]) -> list[tuple[str, int | None]]:
    """What each tells of, without the signatures of the log."""
    told = [(one.event, one.subject) for one in deliveries]
    return [one for one in told if one[0] != WebhookEvent.CHECKPOINT_SIGNED]


def is_signed(heard: Heard, secret: str) -> bool:
    """As a receiver checks: Standard Webhooks 1.0, by the standard library alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    number, at = heard.headers["webhook-id"], heard.headers["webhook-timestamp"]
    content = b".".join([number.encode(), at.encode(), heard.body])
    good = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{good}" in heard.headers["webhook-signature"].split(" ")


def said(heard: Heard) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(heard.body)
    return told


def carry(hook: Webhook) -> Webhook:
    """As the job does, each time that it is called; how the webhook stands then."""
    while carry_webhook(webhook_id=hook.pk):
        pass
    hook.refresh_from_db()
    return hook


def later(hook: Webhook, **time: float) -> None:
    """Time passes for an address and its messages."""
    passed = timedelta(**time)
    Webhook.objects.filter(pk=hook.pk).update(paused_until=F("paused_until") - passed)
    rows = Delivery.objects.filter(webhook=hook)
    rows.update(next_at=F("next_at") - passed, asked_at=F("asked_at") - passed)


def states(hook: Webhook) -> list[str]:
    return list(hook.deliveries.order_by("pk").values_list("state", flat=True))
