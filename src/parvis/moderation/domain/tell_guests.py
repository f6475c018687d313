"""Tell the moderators that texts wait to be read: one mail for each of them, whatever the number."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.contributions.enums import WaitingState
from parvis.contributions.waiting import WaitingText
from parvis.jobs import mail
from parvis.moderation.appeals import moderating
from parvis.moderation.waiting_texts import still_waiting, to_tell
from parvis.ui import words

logger = logging.getLogger(__name__)
QUIET = timedelta(days=1)
"""Moderators told of a text, read since or not, hear of no other of that consultation for so long."""


@dataclass(frozen=True, slots=True)
class Part:
    """What waits in one consultation: how many texts, and where they are read."""

    consultation: ConsultationPage
    count: int

    @property
    def said(self) -> str:
        said = ngettext("%(count)s text waits to be read", "%(count)s texts wait to be read", self.count)
        return said % {"count": words.number(self.count)}

    @property
    def address(self) -> str:
        return settings.PARVIS_ADDRESS + reverse("desk:queue", args=[self.consultation.pk]) + "?wait=guest"


def tell_guests() -> int:
    """Write to those who moderate where something new waits; return how many mails that made.

    What comes while they are left in peace is told afterwards, if it still waits.
    """
    with transaction.atomic():
        now = database_now()
        fresh = [page for page in to_tell(now - QUIET) if _mark(page, now)]
        return sum(_write(person, parts) for person, parts in _recipients(fresh).items())


def _mark(consultation: ConsultationPage, now: datetime) -> int:
    """Whoever comes second finds nothing left to tell."""
    rows = WaitingText.objects.filter(consultation=consultation, state=WaitingState.WAITING, told_at=None)
    return rows.update(told_at=now)


def _recipients(consultations: Iterable[ConsultationPage]) -> dict[Participant, list[Part]]:
    found: defaultdict[Participant, list[Part]] = defaultdict(list)
    for consultation in consultations:
        part = Part(consultation, still_waiting(consultation))
        for person in moderating(consultation.pk):
            if person.email:
                found[person].append(part)
    return found


def _write(person: Participant, parts: Sequence[Part]) -> bool:
    """One mail in their language."""
    with translation.override(person.language):
        count = sum(part.count for part in parts)
        subject = ngettext(
            "A text waits to be read before it appears",
            "%(count)s texts wait to be read before they appear",
            count,
        )
        text = render_to_string("moderation/mail/guests.txt", {"parts": parts})
        try:
            mail.send(to=str(person.email), subject=subject % {"count": words.number(count)}, text=text)
        except ValueError:
            logger.warning("no mail goes to the address of participant %s", person.pk)
            return False
    return True
