"""Announce that the site will be stopped for a time, or that it will not after all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.availability import leaves
from parvis.availability.models import MOST_WORDS, Maintenance
from parvis.availability.permissions import can
from parvis.availability.queries import database_now
from parvis.ledger.domain.append import append

LONGEST = timedelta(days=7)


@transaction.atomic
def plan(*, actor: Participant, starts_at: datetime, ends_at: datetime, words: str) -> Maintenance:
    """Only what is to come is planned. Raises `Refused`."""
    _check_actor(actor)
    said = words.strip()
    if starts_at <= database_now():
        raise Refused(_("Maintenance is announced before it begins: choose a moment to come."))
    if ends_at <= starts_at:
        raise Refused(_("It ends after it begins: choose a later end."))
    if ends_at - starts_at > LONGEST:
        raise Refused(_("Maintenance lasts a week at most: announce it in several times."))
    if not said:
        raise Refused(_("Say what the site is stopped for: everybody reads it."))
    row = Maintenance.objects.create(starts_at=starts_at, ends_at=ends_at, words=said[:MOST_WORDS])
    append(leaves.planned(row))
    return row


@transaction.atomic
def cancel(*, actor: Participant, maintenance: Maintenance) -> None:
    """Raises `Refused` once it has begun."""
    _check_actor(actor)
    row = Maintenance.objects.select_for_update().get(pk=maintenance.pk)
    if row.cancelled_at is not None:
        return
    if row.starts_at <= database_now():
        raise Refused(_("It has begun: it stays as it was announced."))
    row.cancelled_at = Now()
    row.save(update_fields=["cancelled_at"])
    append(leaves.planned(row, is_cancelled=True))


def _check_actor(actor: Participant) -> None:
    if not can(actor, "tell_state"):
        raise Refused(_("Only those who run the site say what becomes of it."))
