"""Write to each person what is new to them: one mail, or none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localtime

from parvis.accounts.models import Participant
from parvis.following import words
from parvis.following.domain.count_mails import hold
from parvis.following.enums import Fact, Rhythm
from parvis.following.models import Digest
from parvis.following.news.gather import gather
from parvis.following.news.lines import Line
from parvis.following.tokens import Stop
from parvis.jobs import mail
from parvis.jobs.models import Mail

logger = logging.getLogger(__name__)
BATCH = 100
MOST_NEW = 1_000
LAG = timedelta(minutes=2)
"""A row bears the time of its statement and is seen at its commit: no act of the site lasts that long."""
AT_MOST_EVERY = timedelta(hours=1)
ONE_CLICK = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
"""RFC 8058: the program that reads mail may stop it by one POST."""


def begin_digests() -> int:
    """Give a digest to those who have none yet, from the day of their account on; return how many."""
    people = Participant.objects.filter(is_active=True, email__isnull=False, digest=None).order_by("-pk")
    rows = [
        Digest(participant_id=pk, told_until=since)
        for pk, since in people.values_list("pk", "created_at")[:MOST_NEW]
    ]
    return len(Digest.objects.bulk_create(rows, ignore_conflicts=True))


def write_digests(*, now: datetime) -> int:
    """Look after one batch of those whose time has come; return how many people it was, 0 at the end.

    Everything is in one transaction: a worker that dies has written to nobody and moved nobody's mark.
    """
    until = now - LAG
    with transaction.atomic():
        rows = Digest.objects.filter(_due(now), told_until__lt=until)
        rows = rows.filter(participant__is_active=True, participant__email__isnull=False)
        rows = rows.select_related("participant").select_for_update(of=("self",), skip_locked=True)
        batch = list(rows.order_by("told_until", "pk")[:BATCH])
        if not batch:
            return 0
        found = gather(batch, until=until)
        mails = {row.pk: _write(row.participant, found[row.pk]) for row in batch if found[row.pk]}
        hold(mails=mails, lines=found)
        written = [person for person, mail in mails.items() if mail]
        Digest.objects.filter(pk__in=[row.pk for row in batch]).update(told_until=until)
        Digest.objects.filter(pk__in=written).update(written_at=now)
    return len(batch)


def _due(now: datetime) -> Q:
    """Each rhythm has its last hour of mail: whoever was told before it is due."""
    morning = localtime(now).replace(hour=settings.PARVIS_DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if morning > now:
        morning -= timedelta(days=1)
    monday = morning - timedelta(days=morning.weekday())
    return (
        Q(rhythm=Rhythm.AT_ONCE) & (Q(written_at=None) | Q(written_at__lte=now - AT_MOST_EVERY))
        | Q(rhythm=Rhythm.DAILY, told_until__lt=morning - LAG)
        | Q(rhythm=Rhythm.WEEKLY, told_until__lt=monday - LAG)
    )


def _write(person: Participant, lines: Sequence[Line]) -> Mail | None:
    """One mail in the language of the person; None when their address takes none."""
    with translation.override(person.language):
        out = words.stop_address(Stop(person.pk))
        votes = settings.PARVIS_ADDRESS + reverse("front:my_votes")
        context = {
            "parts": words.parts(lines),
            "ways": words.ways(person.pk, lines),
            "all": out,
            "votes": votes if any(line.fact == Fact.CHANGE and line.is_own for line in lines) else "",
            "settings": settings.PARVIS_ADDRESS + reverse("front:my_follows"),
            "became": settings.PARVIS_ADDRESS + reverse("front:became"),
        }
        try:
            return mail.send(
                to=str(person.email),
                subject=words.subject(lines),
                text=render_to_string("following/mail/digest.txt", context),
                headers={"List-Unsubscribe": f"<{out}>", **ONE_CLICK},
            )
        except ValueError:
            logger.warning("no mail goes to the address of participant %s", person.pk)
            return None
