"""A message is committed with the act that decided it, or not at all."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from parvis.jobs import mail
from parvis.jobs.enums import MailState
from parvis.jobs.models import Mail

pytestmark = pytest.mark.django_db


def outbox():
    return get_connection("parvis.jobs.mail.OutboxBackend")


def test_sending_writes_the_mail_and_its_job():
    sent = mail.send(to="a@example.org", subject="Hello", text="Text.", html="<p>Text.</p>")
    row = Mail.objects.get()
    assert (row.pk, row.recipient, row.subject, row.text, row.html) == (
        sent.pk,
        "a@example.org",
        "Hello",
        "Text.",
        "<p>Text.</p>",
    )
    assert row.state == MailState.WAITING
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args, job.status) == (
        "parvis.jobs.tasks.send_mail",
        {"mail_id": sent.pk},
        "todo",
    )


def test_a_rollback_of_the_caller_loses_both_the_mail_and_its_job():
    with transaction.atomic():
        mail.send(to="a@example.org", subject="Hello", text="Text.")
        assert Mail.objects.count() == 1
        transaction.set_rollback(True)
    assert Mail.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 0


def test_a_subject_on_several_lines_cannot_add_headers():
    mail.send(to="a@example.org", subject="Hello\nBcc: b@example.org", text="Text.")
    assert Mail.objects.get().subject == "Hello Bcc: b@example.org"


def test_django_s_own_mails_become_one_row_for_each_recipient():
    message = EmailMultiAlternatives(
        "Hello", "Text.", "me@example.org", ["a@example.org"], cc=["b@example.org"], bcc=["c@example.org"]
    )
    message.attach_alternative("<p>Text.</p>", "text/html")
    assert outbox().send_messages([message]) == 1
    assert list(Mail.objects.order_by("pk").values_list("recipient", "sender", "html")) == [
        (f"{name}@example.org", "me@example.org", "<p>Text.</p>") for name in "abc"
    ]


def test_an_attachment_is_refused():
    message = EmailMessage("Hello", "Text.", "me@example.org", ["a@example.org"])
    message.attach("a.txt", "text", "text/plain")
    with pytest.raises(ValueError, match="attachment"):
        outbox().send_messages([message])
    assert Mail.objects.count() == 0
