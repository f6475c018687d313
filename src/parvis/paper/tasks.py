"""Jobs of the paper floor."""

from django.db.models.functions import Now
from procrastinate.contrib.django import app

from parvis.jobs.forgetting import TYPINGS, record
from parvis.paper.domain.keep_scans import forget_scans
from parvis.paper.domain.receive_mail import forget_mails
from parvis.paper.models import Typing


@app.periodic(cron="27 4 * * *")
@app.task(name="paper.forget_mails", queueing_lock="paper.forget_mails")
def forget_unconfirmed_mails(timestamp: int = 0) -> None:
    """What came by e-mail, and was not confirmed."""
    record("mails_received", forget_mails())


@app.periodic(cron="29 4 * * *")
@app.task(name="paper.forget_typings", queueing_lock="paper.forget_typings")
def forget_old_typings(timestamp: int = 0) -> None:
    """What one person typed, and nobody typed again."""
    rows, _tables = Typing.objects.filter(typed_at__lt=Now() - TYPINGS).delete()
    record("typings", rows)


@app.periodic(cron="31 4 * * *")
@app.task(name="paper.forget_scans", queueing_lock="paper.forget_scans")
def forget_old_scans(timestamp: int = 0) -> None:
    """Pictures of sheets, once they were typed and checked."""
    record("scans", forget_scans())
