"""Add the address of a program that is told what happens, change it, renew its secret, stop it, remove it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.jobs.outbound import is_public
from parvis.ledger.queries import held_size
from parvis.opendata.enums import DeliveryState, StopCause, WebhookEvent
from parvis.opendata.permissions import may_keep_webhooks
from parvis.opendata.signing import new_mark, secret_of, written
from parvis.opendata.webhooks import ADDRESS_LENGTH, Delivery, Webhook

MOST = 10
"""Addresses of one consultation, or of the site."""
OVERLAP = timedelta(days=3)
"""How long the former secret still signs, beside the new one."""


@transaction.atomic
def add_webhook(
    *,
    actor: Participant,
    consultation: ConsultationPage | None,
    address: str,
    events: Collection[WebhookEvent],
) -> tuple[Webhook, str]:
    """The row, and the secret, which is never shown again; told of what happens from now on.

    Of every consultation of the site, without one. Raises `Refused`.
    """
    _check(actor, consultation)
    others = _of(consultation)
    if others.count() >= MOST:
        raise Refused(
            _("There are %(count)s addresses, the most there may be: remove one.") % {"count": MOST}
        )
    _refuse(address, events, others)
    made = Webhook.objects.create(
        consultation=consultation,
        address=address,
        events=_sorted(events),
        read_until=held_size(),
        told_until=database_now(),
    )
    _note(actor, made, DeskAct.WEBHOOK_ADDED)
    return made, written(secret_of(made.mark))


@transaction.atomic
def change_webhook(
    *, actor: Participant, webhook: Webhook, address: str, events: Collection[WebhookEvent]
) -> Webhook:
    """What already waits goes to the new address. Raises `Refused`."""
    held = _held(actor, webhook)
    _refuse(address, events, _of(held.consultation).exclude(pk=held.pk))
    held.address, held.events = address, _sorted(events)
    held.save(update_fields=["address", "events"])
    _note(actor, held, DeskAct.WEBHOOK_CHANGED)
    return held


@transaction.atomic
def renew_secret(*, actor: Participant, webhook: Webhook) -> str:
    """A new secret, shown once; the former one signs beside it for three days, and any older one no more."""
    held = _held(actor, webhook)
    held.former_mark, held.former_until = held.mark, timezone.now() + OVERLAP
    held.mark = new_mark()
    held.save(update_fields=["mark", "former_mark", "former_until"])
    _note(actor, held, DeskAct.WEBHOOK_SECRET)
    return written(secret_of(held.mark))


@transaction.atomic
def stop_webhook(*, actor: Participant, webhook: Webhook) -> None:
    """Nothing leaves any more, not even what waits. Twice is once."""
    held = _held(actor, webhook)
    if held.stopped_at is None:
        stop(held, StopCause.ASKED)
        _note(actor, held, DeskAct.WEBHOOK_STOPPED)


@transaction.atomic
def start_webhook(*, actor: Participant, webhook: Webhook) -> None:
    """Told again, of what happens from now on; what was given up may be sent again by hand."""
    held = _held(actor, webhook)
    if held.stopped_at is None:
        return
    held.stopped_at, held.stop_cause, held.paused_until = None, "", None
    held.failures = held.given_up = 0
    held.read_until, held.told_until = held_size(), database_now()
    held.save()
    _note(actor, held, DeskAct.WEBHOOK_STARTED)


@transaction.atomic
def remove_webhook(*, actor: Participant, webhook: Webhook) -> None:
    """With its secret and its messages."""
    held = _held(actor, webhook)
    _note(actor, held, DeskAct.WEBHOOK_REMOVED)
    held.delete()


def stop(webhook: Webhook, cause: StopCause) -> None:
    """In the caller's transaction, which holds the row."""
    webhook.stopped_at, webhook.stop_cause = Now(), cause
    webhook.save(update_fields=["stopped_at", "stop_cause"])
    waiting = Delivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.GIVEN_UP)


def why_not(address: str) -> str:
    """What is wrong with an address, if anything. Where its name leads is judged each time it is told."""
    parts = _read(address)
    if parts is None or parts.scheme != "https" or not parts.hostname:
        return _("Give an address that begins with https://, with the name of a site.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        return _("An address holds neither password nor “#”: put what the other site must know in its path.")
    if parts.hostname in settings.PARVIS_OUTBOUND_INSIDE or _is_outside(parts.hostname):
        return ""
    return _("This address is inside a network: only sites of the open Internet are told.")


def _read(address: str) -> SplitResult | None:
    """Without anything that no address holds, such as a space: it would be sent as something else."""
    if len(address) > ADDRESS_LENGTH or not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    return parts


def _is_outside(host: str) -> bool:
    try:
        return is_public(str(ip_address(host)))
    except ValueError:
        return "." in host.strip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))


def _check(actor: Participant, consultation: ConsultationPage | None) -> None:
    """One at a time in each consultation: addresses are counted."""
    if not may_keep_webhooks(actor, consultation):
        raise Refused(_("Only the organisers of this consultation have other programs told of it."))
    if consultation is not None:
        ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)


def _held(actor: Participant, webhook: Webhook) -> Webhook:
    rows = Webhook.objects.select_for_update(of=("self",)).select_related("consultation")
    held: Webhook | None = rows.filter(pk=webhook.pk).first()
    if held is None:
        raise Refused(_("This address was removed meanwhile."))
    if not may_keep_webhooks(actor, held.consultation):
        raise Refused(_("Only the organisers of this consultation have other programs told of it."))
    return held


def _of(consultation: ConsultationPage | None) -> QuerySet[Webhook]:
    return Webhook.objects.filter(consultation=consultation)


def _refuse(address: str, events: Collection[WebhookEvent], others: QuerySet[Webhook]) -> None:
    if reason := why_not(address):
        raise Refused(reason)
    if not events or WebhookEvent.TESTED in events:
        raise Refused(_("Choose what this address is told, one thing at least."))
    if others.filter(address=address).exists():
        raise Refused(_("This address is told already: change what it is told instead."))


def _sorted(events: Collection[WebhookEvent]) -> list[str]:
    return [event.value for event in WebhookEvent if event in events]


def _note(actor: Participant, webhook: Webhook, act: DeskAct) -> None:
    """The name of the other site alone: the rest of an address may be a secret."""
    if webhook.consultation is not None:
        note(actor=actor, consultation=webhook.consultation, act=act, about=webhook.host)
