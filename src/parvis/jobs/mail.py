"""Mail leaves through the outbox: the message is committed with the act that decided it, or not at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string

from parvis.jobs.models import Mail
from parvis.jobs.queue import defer_all, defer_once
from parvis.jobs.tasks import lock_of, send_mail

LONGEST_SUBJECT = 250
BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
LAST = -10
"""The priority of what many people get: a sign-in code, in the same queue, goes before."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address; `language` is that of what is said under every mail."""

    to: str
    subject: str
    text: str
    language: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def send(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    sender: str = "",
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Write one message to one address, and its job, in the caller's transaction.

    Raises ValueError for an address that is not one, or a header that would make another.
    """
    _check(to, sender, headers or {})
    with transaction.atomic():
        mail = Mail.objects.create(
            recipient=to,
            sender=sender or settings.DEFAULT_FROM_EMAIL,
            subject=" ".join(subject.split())[:LONGEST_SUBJECT],
            text=text + _foot(),
            html=html,
            headers=dict(headers or {}),
        )
        defer_once(send_mail, lock=lock_of(mail.pk), mail_id=mail.pk)
    return mail


def send_all(messages: Sequence[Message], *, priority: int = 0) -> list[Mail | None]:
    """Write many messages and their jobs, in the caller's transaction, by two queries whatever their number.

    In the order given; None for an address that is not one. A header that would make another is a mistake of
    the code, and raises ValueError.
    """
    rows = [_row(message) if _takes_mail(message.to) else None for message in messages]
    with transaction.atomic():
        kept = Mail.objects.bulk_create([row for row in rows if row is not None])
        jobs = {lock_of(mail.pk): {"mail_id": mail.pk} for mail in kept}
        defer_all(send_mail, jobs, priority=priority)
    return rows


def _row(message: Message) -> Mail:
    _check(message.to, "", message.headers)
    with translation.override(message.language):
        text = message.text + _foot()
    return Mail(
        recipient=message.to,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(message.subject.split())[:LONGEST_SUBJECT],
        text=text,
        html=message.html,
        headers=dict(message.headers),
    )


def _takes_mail(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not BREAKS.search(address)


def foot() -> str:
    """What a floor above, named by the settings, says under every mail, in the language of the moment."""
    said: str = import_string(settings.MAIL_FOOT)()
    return said


def _foot() -> str:
    said = foot()
    return f"\n\n-- \n{said}\n" if said else ""


def _check(to: str, sender: str, headers: Mapping[str, str]) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise ValueError("this is not an address to which mail goes") from error
    if any(BREAKS.search(part) for part in (to, sender, *headers, *headers.values())):
        raise ValueError("a header is one line")


class OutboxBackend(BaseEmailBackend):
    """Django's own way of sending, led to the outbox: one row for each recipient, none sees the others."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                _put(message)
        return len(email_messages)


def _put(message: EmailMessage) -> None:
    if message.attachments:
        raise ValueError("The outbox keeps no attachment: link to a page instead.")
    alternatives = getattr(message, "alternatives", [])
    html = next((str(content) for content, kind in alternatives if kind == "text/html"), "")
    for recipient in message.recipients():
        send(
            to=recipient,
            subject=str(message.subject),
            text=str(message.body),
            html=html,
            sender=message.from_email,
            headers={name: str(value) for name, value in message.extra_headers.items()},
        )
