"""From the outbox to the transport, at least once."""

from smtplib import SMTPRecipientsRefused
from traceback import format_exception

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from parvis.jobs.delivery import MOST_ATTEMPTS, NotDelivered, deliver, transport
from parvis.jobs.enums import MailState
from parvis.jobs.tests.factories import MailFactory

pytestmark = pytest.mark.django_db

LOCMEM = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


class BrokenBackend(BaseEmailBackend):
    """A server that does not answer."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


class UnknownAddressBackend(BaseEmailBackend):
    """A server that knows nobody of that name."""

    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({"a@example.org": (550, b"No such user")})


class BusyBackend(BaseEmailBackend):
    """A server that asks to come back later."""

    def send_messages(self, email_messages):
        raise SMTPRecipientsRefused({"a@example.org": (450, b"Later")})


@pytest.fixture(autouse=True)
def in_memory(settings):
    settings.PARVIS_DEMO = False
    settings.PARVIS_MAIL_TRANSPORT = LOCMEM


def through(settings, backend):
    settings.PARVIS_MAIL_TRANSPORT = {"EMAIL_BACKEND": f"{__name__}.{backend.__name__}"}


def test_a_waiting_mail_reaches_the_transport_and_is_emptied():
    mail = MailFactory(recipient="a@example.org", html="<p>A text.</p>", headers={"X-A": "b"})
    deliver(mail_id=mail.pk)
    (sent,) = django_mail.outbox
    assert (sent.to, sent.subject, sent.body, sent.from_email) == (
        ["a@example.org"],
        "A subject",
        "A text.",
        "Parvis <parvis@example.org>",
    )
    assert sent.alternatives == [("<p>A text.</p>", "text/html")]
    assert sent.extra_headers["X-A"] == "b"
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.subject, mail.text, mail.html, mail.headers) == (
        MailState.SENT,
        1,
        "",
        "",
        "",
        {},
    )
    assert mail.sent_at <= timezone.now()


def test_a_sent_mail_does_not_leave_twice():
    mail = MailFactory()
    deliver(mail_id=mail.pk)
    deliver(mail_id=mail.pk)
    assert len(django_mail.outbox) == 1


def test_an_unknown_number_is_no_error():
    deliver(mail_id=987654)
    assert django_mail.outbox == []


def test_in_the_demonstration_the_mail_is_kept_and_nothing_leaves(settings):
    settings.PARVIS_DEMO = True
    mail = MailFactory()
    deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.text) == (MailState.SENT, "A text.")
    assert django_mail.outbox == []


def test_a_failure_is_counted_and_tried_again_later(settings):
    through(settings, BrokenBackend)
    mail = MailFactory()
    with pytest.raises(NotDelivered):
        deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.text) == (MailState.WAITING, 1, "A text.")
    settings.PARVIS_MAIL_TRANSPORT = LOCMEM
    deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.SENT, 2)


def test_after_a_day_of_failures_the_mail_is_given_up(settings):
    through(settings, BrokenBackend)
    mail = MailFactory(attempts=MOST_ATTEMPTS - 1)
    deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, MOST_ATTEMPTS)


def test_an_unknown_address_is_given_up_at_once(settings):
    through(settings, UnknownAddressBackend)
    mail = MailFactory()
    deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.FAILED, 1)


def test_a_busy_server_is_asked_again(settings):
    through(settings, BusyBackend)
    mail = MailFactory()
    with pytest.raises(NotDelivered) as caught:
        deliver(mail_id=mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
    told = "".join(format_exception(caught.value))
    assert ("SMTPRecipientsRefused" in told, "a@example.org" in told) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_a_mail_in_the_hands_of_another_worker_is_left_alone():
    mail = MailFactory()
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM jobs_mail WHERE id = %s FOR UPDATE", [mail.pk])
            deliver(mail_id=mail.pk)
            assert django_mail.outbox == []
    finally:
        other.rollback()
        other.close()
    deliver(mail_id=mail.pk)
    assert len(django_mail.outbox) == 1


def test_the_address_of_a_server_becomes_a_connection(settings):
    import environ

    settings.PARVIS_MAIL_TRANSPORT = environ.Env.email_url_config(
        "smtp+tls://user:secret@mail.example.org:587"
    )
    backend = transport()
    assert (backend.host, backend.port, backend.username, backend.password, backend.use_tls) == (
        "mail.example.org",
        587,
        "user",
        "secret",
        True,
    )
