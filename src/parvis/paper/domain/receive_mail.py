"""Take a mail sent to a consultation: keep it until it is confirmed, or say why it leads nowhere."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.accounts import queries as accounts
from parvis.accounts.secret_links import hash_link
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.jobs import mail as outbox
from parvis.jobs.forgetting import MAILS_RECEIVED
from parvis.paper.addresses import slug_in
from parvis.paper.mail_parsing import Mail, Unreadable, read_mail
from parvis.paper.models import MailAnswered, ReceivedMail
from parvis.paper.queries import deposits_open

MOST_WAITING = 10
"""Mails of one address that wait to be confirmed: beyond, what comes is left."""
ANSWERED = timedelta(days=2)
"""How long it is known that an address was told no."""
AUTOMATIC = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}


class Fate(StrEnum):
    """What became of a mail, for whoever looks after the machine."""

    KEPT = "kept"
    KNOWN = "known"
    LEFT = "left"
    ANSWERED = "answered"


def receive_mail(*, data: bytes, recipients: Sequence[str] = ()) -> Fate:
    """Read a mail as it came, and answer at most one: with a link to confirm, or with why not.

    `recipients`: those of the envelope, if the mail server tells them. Mails of machines and lists are left
    without an answer, so that no two machines write to each other. Brought twice, it is kept once.
    """
    try:
        mail = read_mail(data)
    except Unreadable:
        return Fate.LEFT
    slug = slug_in([*recipients, *mail.recipients])
    if slug is None or mail.is_automatic or not mail.sender or _is_ours(mail.sender):
        return Fate.LEFT
    with transaction.atomic():
        if ReceivedMail.objects.filter(digest=mail.digest).exists():
            return Fate.KNOWN
        known = accounts.by_email(mail.sender)
        with translation.override(known.language if known else _language(mail)):
            return _take(mail, slug)


def _take(mail: Mail, slug: str) -> Fate:
    consultation = ConsultationPage.objects.live().filter(slug=slug).first() if slug else None
    if consultation is None:
        return _decline(mail, "unknown", {})
    if not deposits_open(consultation):
        return _decline(mail, "closed", {"consultation": consultation})
    if not mail.text:
        return _decline(mail, "empty", {"consultation": consultation})
    waiting = ReceivedMail.objects.filter(address__iexact=mail.sender, confirmed_at=None)
    if waiting.count() >= MOST_WAITING:
        return Fate.LEFT
    token = secrets.token_urlsafe(24)
    row, is_new = ReceivedMail.objects.get_or_create(
        digest=mail.digest,
        defaults={
            "consultation": consultation,
            "address": mail.sender,
            "language": translation.get_language(),
            "subject": mail.subject,
            "text": mail.text,
            "left_out": min(mail.files, 1000),
            "token_hash": hash_link(token),
        },
    )
    if not is_new:
        return Fate.KNOWN
    link = settings.PARVIS_ADDRESS + reverse("front:mailed", args=[token])
    told: dict[str, object] = {"mail": row, "link": link, "consultation": consultation}
    _answer(mail, _("Confirm your text: %(title)s"), "confirm", told)
    return Fate.KEPT


def _decline(mail: Mail, why: str, context: dict[str, object]) -> Fate:
    """Once a day for each address, whatever it sends."""
    hashed = salted_hmac("parvis.paper.mail", mail.sender.lower(), algorithm="sha256").hexdigest()
    today = database_now().date()
    _row, is_first = MailAnswered.objects.get_or_create(address_hash=hashed, day=today)
    if not is_first:
        return Fate.LEFT
    _answer(mail, _("Your mail was not published"), why, context)
    return Fate.ANSWERED


def _answer(mail: Mail, subject: str, letter: str, context: dict[str, object]) -> None:
    consultation = context.get("consultation")
    told = {**context, "site": settings.PARVIS_ADDRESS}
    if isinstance(consultation, ConsultationPage):
        told["address"] = settings.PARVIS_ADDRESS + reverse("front:consultation", args=[consultation.slug])
        subject = subject % {"title": consultation.title} if "%(title)s" in subject else subject
    outbox.send(
        to=mail.sender,
        subject=subject,
        text=render_to_string(f"paper/mail/{letter}.txt", told),
        headers=AUTOMATIC,
    )


def _is_ours(sender: str) -> bool:
    """What the site itself sent comes back: no answer to it, ever."""
    ours = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").lower()
    return sender.lower() == ours or slug_in([sender]) is not None


def _language(mail: Mail) -> str:
    known = [code for code, _name in settings.LANGUAGES]
    return mail.language if mail.language in known else settings.LANGUAGE_CODE


def forget_mails() -> int:
    """Erase what nobody confirmed, and the trace of what was; returns how many texts."""
    MailAnswered.objects.filter(day__lt=(database_now() - ANSWERED).date()).delete()
    rows, _tables = ReceivedMail.objects.filter(received_at__lt=Now() - MAILS_RECEIVED).delete()
    return rows
