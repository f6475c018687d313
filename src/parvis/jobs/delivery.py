"""From the outbox to the transport: at least once, never two at a time for one message."""

from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models.functions import Now

from parvis.jobs.enums import MailState
from parvis.jobs.models import Mail

# With the waits of the task (4, 16, 64 s ... 18 h), a message is given up after about a day.
MOST_ATTEMPTS = 9
PATIENCE = 30
GREETING = 5
"""Seconds: somebody waits for the answer."""


class NotDelivered(Exception):
    """The transport failed in the way that it names; the queue tries again later.

    The failure itself may quote the recipient's address, and would reach the logs: it stays here.
    """


def deliver(*, mail_id: int) -> None:
    """Hand a waiting message to the transport. Sent, given up or in other hands: nothing is done.

    The row stays locked meanwhile. A worker killed between the transport's yes and the commit makes the
    message leave twice rather than never.
    """
    with transaction.atomic():
        mail = (
            Mail.objects.select_for_update(skip_locked=True)
            .filter(pk=mail_id, state=MailState.WAITING)
            .first()
        )
        if mail is None:
            return
        failure = None if settings.PARVIS_DEMO else _try(mail)
        _record(mail, failure)
    if failure and mail.state == MailState.WAITING:
        raise NotDelivered(type(failure).__name__) from None


def _try(mail: Mail) -> Exception | None:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=mail.sender,
        to=[mail.recipient],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": _message_id(mail), **mail.headers},
        connection=transport(),
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except Exception as failure:  # a transport may fail in any way; the message must survive it
        return failure
    return None


def _record(mail: Mail, failure: Exception | None) -> None:
    """What was sent is emptied: the outbox is no archive of what people were told."""
    mail.attempts += 1
    if failure is None:
        mail.state = MailState.SENT
        mail.sent_at = Now()
        if not settings.PARVIS_DEMO:
            mail.subject = mail.text = mail.html = ""
            mail.headers = {}
    elif mail.attempts >= MOST_ATTEMPTS or _refused_for_good(failure):
        mail.state = MailState.FAILED
    mail.save()


def _refused_for_good(failure: Exception) -> bool:
    """An address that its own server does not know will not be known tomorrow."""
    return isinstance(failure, SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in failure.recipients.values()
    )


def _message_id(mail: Mail) -> str:
    """The same at each attempt, so that mailboxes can drop the double of a retried message."""
    domain = mail.sender.rpartition("@")[2].rstrip("> ") or "localhost"
    return f"<parvis-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S}@{domain}>"


def greet() -> bool:
    """Open a connection to the mail server and close it, sending nothing; False when mails go to none.

    Raises OSError when it does not answer within some seconds.
    """
    backend = transport()
    if not isinstance(backend, EmailBackend):
        return False
    backend.timeout = GREETING
    backend.open()
    backend.close()
    return True


def transport() -> BaseEmailBackend:
    """A connection made of PARVIS_MAIL_TRANSPORT (the address of a mail server, taken apart)."""
    parts: dict[str, Any] = settings.PARVIS_MAIL_TRANSPORT
    options: dict[str, Any] = {}
    if parts["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        options = {
            "host": parts["EMAIL_HOST"],
            "port": parts["EMAIL_PORT"],
            "username": parts["EMAIL_HOST_USER"],
            "password": parts["EMAIL_HOST_PASSWORD"],
            "use_tls": parts.get("EMAIL_USE_TLS", False),
            "use_ssl": parts.get("EMAIL_USE_SSL", False),
            "timeout": PATIENCE,
        }
    elif parts["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
        options = {"file_path": "/" + parts["EMAIL_FILE_PATH"].lstrip("/")}
    backend: BaseEmailBackend = get_connection(parts["EMAIL_BACKEND"], **options)
    return backend
