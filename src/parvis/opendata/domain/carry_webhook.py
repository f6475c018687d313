"""Send what waits for a webhook: one message at a time, in order, with growing delays after a failure."""

from __future__ import annotations

import logging
import random
import ssl
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from parvis.jobs.outbound import Forbidden, Unreadable, fetch
from parvis.opendata.bodies import body_of
from parvis.opendata.domain.keep_webhook import stop
from parvis.opendata.enums import DeliveryState, Failure, StopCause
from parvis.opendata.signing import signatures
from parvis.opendata.webhooks import Delivery, Webhook

log = logging.getLogger(__name__)
PATIENCE = 10.0
"""Seconds for the other site to answer."""
MOST_ANSWER = 64_000
"""Bytes of its answer that are read; none is kept."""
ROUND = timedelta(seconds=30)
"""How long one job sends to one address: others wait for theirs."""
LEASE = ROUND + timedelta(seconds=30)
MINUTE, HOUR = 60, 3600
DELAYS = (
    MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR
)  # fmt: skip
"""Seconds before each new try: 76 hours in all, as the specification proposes."""
JITTER = 0.1
"""Delays are never quite the same, so that what failed together does not come back together."""
LONGEST = timedelta(seconds=sum(DELAYS) * (1 + 2 * JITTER))
"""How long a message waits, even one that others kept from being tried as often."""
MOST_GIVEN_UP = 3
"""Messages given up, none having arrived meanwhile, after which an address is told no more."""
GONE = 410
FAILURES = (
    (Forbidden, Failure.REFUSED),
    (TimeoutError, Failure.LATE),
    (ssl.SSLError, Failure.INSECURE),
    (Unreadable, Failure.UNREADABLE),
    (ValueError, Failure.UNREADABLE),
    (OSError, Failure.ABSENT),
)
"""What went wrong, the first that it is."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one try; `failure` is empty when it arrived. `wait`: seconds that the other site asks."""

    status: int | None = None
    failure: str = ""
    wait: int = 0


def carry_webhook(*, webhook_id: int) -> bool:
    """Send until a failure, or for as long as a round lasts; say whether more is to be sent at once.

    Nothing while another job sends to the same address. A job that is killed between an answer and its note
    makes a message leave twice, under the same number, rather than never.
    """
    if not Webhook.objects.due().filter(pk=webhook_id).update(carried_until=Now() + LEASE):
        return False
    end, went = time.monotonic() + ROUND.total_seconds(), True
    while went and time.monotonic() < end and (delivery := _next(webhook_id)) is not None:
        went = _record(delivery, _attempt(delivery))
    Webhook.objects.filter(pk=webhook_id).update(carried_until=None)
    return went and _next(webhook_id) is not None


def forget_deliveries(*, older_than: timedelta) -> int:
    """Messages that are over, once nobody looks for a failure among them; returns how many."""
    over = Delivery.objects.exclude(state=DeliveryState.WAITING).filter(asked_at__lt=Now() - older_than)
    return over.delete()[0]


def _next(webhook_id: int) -> Delivery | None:
    rows = Delivery.objects.select_related("webhook").filter(webhook__stopped_at=None)
    waiting = rows.filter(webhook=webhook_id, state=DeliveryState.WAITING, next_at__lte=Now())
    return waiting.order_by("next_at", "pk").first()


def _attempt(delivery: Delivery) -> Attempt | None:
    """Ask the other site once; None when there is nothing public to tell it."""
    body = body_of(delivery)
    if body is None:
        return None
    now = timezone.now()
    timestamp = int(now.timestamp())
    marks = delivery.webhook.marks(now)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Parvis",
        "webhook-id": delivery.name,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(marks, message=delivery.name, timestamp=timestamp, body=body),
    }
    return _ask(delivery.webhook.address, body, headers)


def _ask(address: str, body: bytes, headers: dict[str, str]) -> Attempt:
    """Whatever the other side does, its message is still there afterwards."""
    try:
        answer = fetch("POST", address, body=body, headers=headers, timeout=PATIENCE, most_bytes=MOST_ANSWER)
    except (OSError, ValueError) as wrong:
        return Attempt(failure=next(name for kind, name in FAILURES if isinstance(wrong, kind)))
    if answer.is_success:
        return Attempt(status=answer.status)
    return Attempt(answer.status, Failure.STATUS, _asked_wait(answer.headers.get("retry-after", "")))


def _asked_wait(said: str) -> int:
    """Of “Retry-After” in seconds, a day at most; nothing of a date."""
    return min(int(said), DELAYS[-1]) if said.isascii() and said.isdigit() and len(said) < 9 else 0


@transaction.atomic
def _record(delivery: Delivery, attempt: Attempt | None) -> bool:
    """Note what came of it; says whether the next one may leave at once."""
    hook = Webhook.objects.select_for_update(of=("self",)).filter(pk=delivery.webhook_id).first()
    row = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING).first()
    if hook is None or row is None:
        return hook is not None
    if attempt is None:
        row.state = DeliveryState.EMPTY
        row.save(update_fields=["state"])
        return True
    row.attempts += 1
    row.tried_at, row.status, row.failure = Now(), attempt.status, attempt.failure
    if attempt.failure:
        return _failed(hook, row, attempt)
    row.state = DeliveryState.DELIVERED
    row.save()
    Webhook.objects.filter(pk=hook.pk).update(failures=0, given_up=0, paused_until=None)
    return True


def _failed(hook: Webhook, row: Delivery, attempt: Attempt) -> bool:
    """Try again later, or give up; the others of the same address wait too, for a while."""
    log.info("message to a webhook not delivered: %s %s", attempt.failure, attempt.status or "")
    now, more = timezone.now(), 1 + JITTER * random.random()  # noqa: S311 (nothing secret)
    row.next_at = now + timedelta(seconds=max(_delay(row.attempts) * more, attempt.wait))
    if row.attempts > len(DELAYS) or now - row.asked_at >= LONGEST:
        row.state = DeliveryState.GIVEN_UP
    row.save()
    if row.state == DeliveryState.GIVEN_UP:
        hook.given_up += 1 + _give_up_the_old(hook)
    hook.failures += 1
    hook.paused_until = now + timedelta(seconds=max(_delay(hook.failures) * more, attempt.wait))
    hook.save(update_fields=["failures", "given_up", "paused_until"])
    if attempt.status == GONE:
        stop(hook, StopCause.GONE)
    elif hook.given_up >= MOST_GIVEN_UP:
        stop(hook, StopCause.FAILING)
    return False


def _give_up_the_old(hook: Webhook) -> int:
    """Those that waited as long, in the shadow of the one that was tried."""
    waiting = Delivery.objects.filter(webhook=hook, state=DeliveryState.WAITING)
    return waiting.filter(asked_at__lte=Now() - LONGEST).update(state=DeliveryState.GIVEN_UP)


def _delay(failures: int) -> int:
    """Seconds after so many failures in a row."""
    return DELAYS[min(failures, len(DELAYS)) - 1]
