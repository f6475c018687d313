"""Jobs of the open data: archives are made beside the site, one at a time, and watched."""

import logging

from procrastinate.contrib.django import app

from parvis.accounts.errors import Refused
from parvis.jobs.forgetting import record
from parvis.jobs.queue import defer_once
from parvis.opendata.domain.import_sheet import forget_sheets
from parvis.opendata.domain.make_token import forget_tokens
from parvis.opendata.domain.offer_archive import offer_archive
from parvis.opendata.domain.watch_archives import watch_archives
from parvis.opendata.queries import due

logger = logging.getLogger(__name__)


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
