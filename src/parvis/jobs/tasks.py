"""Jobs of the outbox, and those that look after the queue itself."""

from datetime import timedelta

from django.db.models.functions import Now
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from parvis.jobs.delivery import NotDelivered, deliver
from parvis.jobs.enums import MailState
from parvis.jobs.forgetting import record
from parvis.jobs.models import Mail
from parvis.jobs.queue import defer_once

# A job given back to the queue starts at once; one that waits longer than this was forgotten by everybody.
FORGOTTEN = timedelta(minutes=1)
# How long the trace of a mail (an address and a date) is of use to whoever looks for a failure.
KEPT = timedelta(days=30)
JOBS_KEPT_HOURS = 72


def lock_of(mail_id: int) -> str:
    """No two jobs wait for one message."""
    return f"mail:{mail_id}"


@app.task(retry=RetryStrategy(exponential_wait=4, retry_exceptions=[NotDelivered]))
def send_mail(mail_id: int) -> None:
    deliver(mail_id=mail_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="defer_waiting_mails")
def defer_waiting_mails(timestamp: int) -> None:
    """Give a job to messages that lost theirs, however that happened."""
    waiting = Mail.objects.filter(state=MailState.WAITING, created_at__lt=Now() - FORGOTTEN)
    for mail_id in waiting.values_list("pk", flat=True).order_by("pk")[:1000]:
        defer_once(send_mail, lock=lock_of(mail_id), mail_id=mail_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back the jobs of workers that died while doing them.

    When the same job already waits again, the dead one is closed: its double does the work.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        if job.id is None:
            continue
        try:
            await manager.retry_job(job)
        except ConnectorException:
            await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="clean_the_queue", pass_context=True)
async def clean_the_queue(context: JobContext, timestamp: int) -> None:
    """Forget finished jobs."""
    await context.app.job_manager.delete_old_jobs(nb_hours=JOBS_KEPT_HOURS, include_failed=False)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="clean_the_outbox")
def clean_the_outbox(timestamp: int) -> None:
    """Forget to whom mail was sent, once it can no longer help."""
    over = Mail.objects.exclude(state=MailState.WAITING).filter(created_at__lt=Now() - KEPT)
    record("mails", over.delete()[0])
