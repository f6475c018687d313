"""Write a message to each webhook for each thing that happened since it was last told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache

from django.db import transaction

from parvis.consultations.queries import database_now
from parvis.ledger.queries import held_size
from parvis.opendata.domain.keep_webhook import stop
from parvis.opendata.enums import DeliveryState, StopCause
from parvis.opendata.happenings import Happening, by_the_clock, in_the_log
from parvis.opendata.webhooks import Delivery, Webhook

LEAVES = 10_000
"""How many lines of the log are read at a time."""
ROUNDS = 20
"""How many times that, at each look: one that is further behind goes on at the next."""
MOST_WAITING = 20_000
"""Messages to one address: more of them wait for nobody."""
Reader = Callable[[int, int], list[Happening]]


def tell_webhooks() -> None:
    """Without a webhook, this is one query; with several, the log is read once for all."""
    going = list(Webhook.objects.going().values_list("pk", flat=True))
    if not going:
        return
    end, now = held_size(), database_now()
    read, clock = cache(in_the_log), cache(by_the_clock)
    for pk in going:
        for _round in range(ROUNDS):
            if not _tell(pk, end=end, now=now, read=read, clock=clock):
                break


def _tell(
    pk: int, *, end: int, now: datetime, read: Reader, clock: Callable[[datetime, datetime], list[Happening]]
) -> bool:
    """One stretch of the log, and the clock; says whether there is more. A row that is held is left."""
    with transaction.atomic():
        hook = Webhook.objects.going().select_for_update(skip_locked=True).filter(pk=pk).first()
        if hook is None:
            return False
        start = min(hook.read_until, end)
        until = min(end, start + LEAVES)
        happened = [*read(start, until), *clock(hook.told_until, now)]
        Delivery.objects.bulk_create(_messages(hook, happened), ignore_conflicts=True)
        hook.read_until, hook.told_until = until, now
        hook.save(update_fields=["read_until", "told_until"])
        if happened and _is_behind(hook):
            stop(hook, StopCause.BEHIND)
            return False
    return until < end


def _messages(hook: Webhook, happened: Iterable[Happening]) -> list[Delivery]:
    """Of what it asked for; of its consultation, and of what concerns all of them."""
    return [
        Delivery(
            webhook=hook,
            event=one.event,
            consultation_id=one.consultation,
            subject=one.subject,
            source=one.source,
            at=one.at,
        )
        for one in happened
        if one.event in hook.events
        and (hook.consultation_id is None or one.consultation in (None, hook.consultation_id))
    ]


def _is_behind(hook: Webhook) -> bool:
    waiting = Delivery.objects.filter(webhook=hook, state=DeliveryState.WAITING)
    return waiting.count() > MOST_WAITING
