"""Jobs of the open data: archives are made beside the site and watched; other programs are told."""

import logging
from datetime import timedelta

from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.jobs.forgetting import record
from parvis.jobs.queue import defer_once
from parvis.opendata.domain import carry_webhook as carrying
from parvis.opendata.domain.import_sheet import forget_sheets
from parvis.opendata.domain.make_token import forget_tokens
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.tell_webhooks import tell_webhooks
from parvis.opendata.domain.watch_archives import watch_archives
from parvis.opendata.models import Webhook
from parvis.opendata.queries import due

logger = logging.getLogger(__name__)
MESSAGES = timedelta(days=30)
"""How long it is shown what became of a message to a webhook; it says nothing of anybody."""


@app.task(name="opendata.make_archive", lock="opendata.make_archive")
def make_archive(*, consultation_id: int) -> None:
    """Nothing when it was made meanwhile; when the log cannot be read as a whole, the next look tries it."""
    for consultation in due().filter(pk=consultation_id):
        try:
            offer_archive(consultation=consultation)
        except Refused as refused:
            logger.warning("no archive of consultation %s: %s", consultation_id, refused.message)


@app.periodic(cron="*/5 * * * *")
@app.task(name="opendata.keep_archives", queueing_lock="opendata.keep_archives")
def keep_archives(timestamp: int = 0) -> None:
    """Every five minutes: what was removed leaves the archives too, and those that are due are made."""
    watch_archives()
    for pk in due().values_list("pk", flat=True):
        defer_once(make_archive, lock=f"archive-{pk}", consultation_id=pk)


@app.periodic(cron="41 3 * * *")
@app.task(name="opendata.forget_sheets", queueing_lock="opendata.forget_sheets")
def erase_unused_sheets(timestamp: int = 0) -> None:
    """What was brought to be imported, and was not."""
    record("sheets", forget_sheets())


@app.periodic(cron="47 3 * * *")
@app.task(name="opendata.forget_tokens", queueing_lock="opendata.forget_tokens")
def erase_expired_tokens(timestamp: int = 0) -> None:
    """Tokens of the API that no longer open anything."""
    record("api-tokens", forget_tokens())


@app.task(name="opendata.carry_webhook")
def carry_webhook(*, webhook_id: int) -> None:
    """One round of messages to one address; the next one leaves its worker to others first."""
    if carrying.carry_webhook(webhook_id=webhook_id):
        send_soon(webhook_id)


def send_soon(webhook_id: int) -> None:
    """Have what waits for an address sent, once whoever asks has committed."""
    defer_once(carry_webhook, lock=f"webhook-{webhook_id}", webhook_id=webhook_id)


@app.periodic(cron="* * * * *")
@app.task(name="opendata.tell_webhooks", queueing_lock="opendata.tell_webhooks")
def tell_of_what_happened(timestamp: int = 0) -> None:
    """Every minute: write the messages, and have those that are due sent, jobs that were lost among them."""
    tell_webhooks()
    for pk in Webhook.objects.due().values_list("pk", flat=True):
        send_soon(pk)


@app.periodic(cron="53 3 * * *")
@app.task(name="opendata.forget_deliveries", queueing_lock="opendata.forget_deliveries")
def forget_old_messages(timestamp: int = 0) -> None:
    """Numbers of what was told, for nobody."""
    carrying.forget_deliveries(older_than=MESSAGES)
