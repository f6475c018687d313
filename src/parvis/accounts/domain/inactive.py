"""Accounts that nobody uses any more: their owner is told, has a month to come back, then they are erased."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from parvis.accounts.models import InactivityNotice, Participant
from parvis.jobs import mail

KEPT = timedelta(days=730)
NOTICE = timedelta(days=30)
UNCONFIRMED = timedelta(days=7)
# In a day: a site that wakes up after a long sleep does not flood its mail server.
MOST_A_DAY = 1_000


def unused() -> QuerySet[Participant]:
    """Open accounts with an address, and `seen_at`. Members of teams are looked after by who leads them."""
    people = Participant.objects.filter(is_active=True, email__isnull=False)
    people = people.filter(is_staff=False, is_superuser=False)
    return people.annotate(seen_at=Coalesce("last_login", "confirmed_at", "created_at"))


def warn_inactive() -> int:
    """Write to those who will have been away for two years in a month; return how many."""
    told_before = Q(inactivitynotice__sent_at__gt=F("seen_at"))
    waiting = unused().filter(Q(seen_at__lt=Now() - (KEPT - NOTICE))).exclude(told_before).order_by("pk")
    count = 0
    for person in waiting[:MOST_A_DAY]:
        with transaction.atomic():
            InactivityNotice.objects.update_or_create(participant=person, defaults={"sent_at": Now()})
            _write_to(person)
        count += 1
    return count


def inactive() -> QuerySet[Participant]:
    """Those who were told a month ago and did not come back."""
    return (
        unused()
        .filter(Q(seen_at__lt=Now() - KEPT))
        .filter(inactivitynotice__sent_at__lt=Now() - NOTICE, inactivitynotice__sent_at__gt=F("seen_at"))
        .order_by("pk")[:MOST_A_DAY]
    )


def forget_unconfirmed() -> int:
    """Erase addresses that nobody confirmed: nothing could be done under them. Teams invite theirs again."""
    waiting = Participant.objects.filter(
        email__isnull=False,
        confirmed_at=None,
        last_login=None,
        is_staff=False,
        is_superuser=False,
        consents=None,
    )
    return waiting.filter(created_at__lt=Now() - UNCONFIRMED).delete()[1].get("accounts.Participant", 0)


def _write_to(person: Participant) -> None:
    with translation.override(person.language):
        context = {
            "day": timezone.localdate() + NOTICE,
            "address": settings.PARVIS_ADDRESS + reverse("account_login"),
        }
        mail.send(
            to=str(person.email),
            subject=gettext("Your account will be erased in a month"),
            text=render_to_string("accounts/mail/inactive.txt", context),
        )
