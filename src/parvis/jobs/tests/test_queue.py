"""Jobs are part of the caller's transaction, and survive the death of workers."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.jobs import mail, tasks
from parvis.jobs.enums import MailState
from parvis.jobs.models import Mail
from parvis.jobs.queue import defer_once
from parvis.jobs.tests.factories import MailFactory


def waiting():
    return list(ProcrastinateJob.objects.filter(status="todo").order_by("id").values_list("args", flat=True))


@pytest.mark.django_db
def test_a_second_identical_job_is_not_added_and_the_transaction_goes_on():
    with transaction.atomic():
        assert defer_once(tasks.send_mail, lock="x", mail_id=1)
        assert not defer_once(tasks.send_mail, lock="x", mail_id=2)
        assert defer_once(tasks.send_mail, lock="y", mail_id=3)
        MailFactory()
    assert waiting() == [{"mail_id": 1}, {"mail_id": 3}]
    assert Mail.objects.count() == 1


@pytest.mark.django_db
def test_a_delay_is_kept():
    defer_once(tasks.send_mail, lock="x", delay=3600, mail_id=1)
    when = ProcrastinateJob.objects.get().scheduled_at
    assert timedelta(minutes=59) < when - timezone.now() <= timedelta(hours=1)


@pytest.mark.django_db
def test_a_waiting_mail_without_job_gets_one_again():
    forgotten = mail.send(to="a@example.org", subject="Hello", text="Text.")
    fresh = mail.send(to="b@example.org", subject="Hello", text="Text.")
    _delete_jobs()
    Mail.objects.filter(pk=forgotten.pk).update(created_at=timezone.now() - timedelta(minutes=6))
    tasks.defer_waiting_mails(timestamp=0)
    tasks.defer_waiting_mails(timestamp=0)
    assert waiting() == [{"mail_id": forgotten.pk}]
    assert Mail.objects.get(pk=fresh.pk).state == MailState.WAITING


@pytest.mark.django_db
def test_old_traces_of_mails_are_forgotten_except_those_that_wait():
    old = timezone.now() - timedelta(days=31)
    MailFactory(state=MailState.SENT)
    for state in MailState:
        Mail.objects.filter(pk=MailFactory(state=state).pk).update(created_at=old)
    tasks.clean_the_outbox(timestamp=0)
    assert sorted(Mail.objects.values_list("state", flat=True)) == [MailState.SENT, MailState.WAITING]


def _delete_jobs():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def _die_while_doing(worker_age="10 minutes"):
    """A worker takes the next job, then gives no sign of life."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [worker_age],
        )
        worker = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker])
        return cursor.fetchone()[0]


class Context:
    """What procrastinate hands to a task that asks for its context."""

    app = app


def _retry_stalled_jobs():
    async_to_sync(tasks.retry_stalled_jobs.func)(Context(), timestamp=0)


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_is_taken_again():
    mail.send(to="a@example.org", subject="Hello", text="Text.")
    dead = _die_while_doing()
    assert waiting() == []
    _retry_stalled_jobs()
    job = ProcrastinateJob.objects.get()
    assert (job.id, job.status, job.attempts) == (dead, "todo", 1)


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_living_worker_is_left_to_it():
    mail.send(to="a@example.org", subject="Hello", text="Text.")
    _die_while_doing(worker_age="1 second")
    _retry_stalled_jobs()
    assert ProcrastinateJob.objects.get().status == "doing"


@pytest.mark.django_db(transaction=True)
def test_a_dead_job_whose_double_waits_is_closed():
    sent = mail.send(to="a@example.org", subject="Hello", text="Text.")
    dead = _die_while_doing()
    assert defer_once(tasks.send_mail, lock=tasks.lock_of(sent.pk), mail_id=sent.pk)
    _retry_stalled_jobs()
    assert ProcrastinateJob.objects.get(id=dead).status == "failed"
    assert waiting() == [{"mail_id": sent.pk}]


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_no_mail(settings, monkeypatch):
    """The whole way: taken, dead, taken again by a real worker, sent."""
    settings.PARVIS_DEMO = True
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)  # the worker's thread must let go
    sent = mail.send(to="a@example.org", subject="Hello", text="Text.")
    _die_while_doing()
    _retry_stalled_jobs()
    worker = app.replace_connector(app.connector.get_worker_connector())
    with worker as current:
        current.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    assert Mail.objects.get(pk=sent.pk).state == MailState.SENT
    assert ProcrastinateJob.objects.get(args={"mail_id": sent.pk}).status == "succeeded"
