"""Write to whoever is in charge of a commitment: before its day, and every week once it is late."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.jobs import mail
from parvis.restitution.commitment_queries import open_commitments
from parvis.restitution.commitments import Commitment, CommitmentReminder
from parvis.restitution.enums import ReminderKind
from parvis.ui import words

logger = logging.getLogger(__name__)
FAR, NEAR, EVERY = 30, 7, 7
"""Days: the two reminders before the day, and between those of lateness."""


def remind_of_commitments(*, today: date) -> int:
    """Each reminder once, whatever how often it runs; return how many were written."""
    rows = open_commitments().filter(due_on__lte=today + timedelta(days=FAR))
    due = [(row.pk, *reason(row.due_on, today)) for row in rows.iterator(chunk_size=500)]
    return sum(_remind(pk, kind, rank, today) for pk, kind, rank in due)


def reason(due_on: date, today: date) -> tuple[ReminderKind, int]:
    """Why one is written to on this day, thirty days before at most; and the week of lateness, from 0 on."""
    left = (due_on - today).days
    if left < 0:
        return ReminderKind.LATE, (-left - 1) // EVERY
    return (ReminderKind.WEEK, 0) if left <= NEAR else (ReminderKind.MONTH, 0)


def _remind(pk: int, kind: ReminderKind, rank: int, today: date) -> int:
    """The reminder and its mails are written together, or not at all; 0 when it was written before."""
    with transaction.atomic():
        held = Commitment.objects.select_related("consultation", "in_charge")
        row = held.select_for_update(of=("self",)).get(pk=pk)
        if not row.is_open or reason(row.due_on, today) != (kind, rank):
            return 0
        _reminder, is_new = CommitmentReminder.objects.get_or_create(
            commitment=row, due_on=row.due_on, kind=kind, rank=rank
        )
        if is_new:
            for person in _recipients(row):
                _write(person, row, today)
        return int(is_new)


def _recipients(row: Commitment) -> list[Participant]:
    """Whoever is in charge while they are of the team; else its organisers: nobody else would know."""
    team = row.consultation.team.filter(participant__is_active=True, participant__email__isnull=False)
    mine = team.filter(participant=row.in_charge_id)
    members = mine if mine.exists() else team.filter(role=Role.ORGANISER)
    people = {member.participant for member in members.select_related("participant")}
    return sorted(people, key=lambda person: person.pk)


def _write(person: Participant, row: Commitment, today: date) -> None:
    with translation.override(person.language):
        site = settings.PARVIS_ADDRESS
        context = {
            "commitment": row,
            "sentence": sentence(row.due_on, today),
            "desk": site + reverse("desk:commitment", args=[row.consultation_id, row.number]),
            "page": site + reverse("front:commitment", args=[row.consultation.slug, row.number]),
        }
        text = render_to_string("restitution/mail/commitment_reminder.txt", context)
        subject = _subject(row, today)
        try:
            mail.send(to=str(person.email), subject=subject, text=text)
        except ValueError:
            logger.warning("no mail goes to the address of participant %s", person.pk)


def _subject(row: Commitment, today: date) -> str:
    said = _("Late: %(title)s") if row.days_late(today) else _("Commitment to keep: %(title)s")
    return said % {"title": row.title}


def sentence(due_on: date, today: date) -> str:
    """How far the day is, in words."""
    left = (due_on - today).days
    if left > 0:
        said = ngettext(
            "It is promised for %(day)s: %(count)s day is left.",
            "It is promised for %(day)s: %(count)s days are left.",
            left,
        )
    elif left == 0:
        return _("It is promised for today.")
    else:
        said = ngettext(
            "It was promised for %(day)s: it is late by %(count)s day, and everybody reads it.",
            "It was promised for %(day)s: it is late by %(count)s days, and everybody reads it.",
            -left,
        )
    return said % {"day": words.day(due_on), "count": words.number(abs(left))}
