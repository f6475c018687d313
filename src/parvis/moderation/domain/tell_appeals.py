"""Tell those who may decide that an appeal waits: one mail for each of them, whatever the number."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.jobs import mail
from parvis.moderation.appeals import Clocks, moderating, untold
from parvis.moderation.models import Appeal
from parvis.moderation.permissions import hands_in
from parvis.moderation.queries import WAITING
from parvis.ui import words

logger = logging.getLogger(__name__)
BATCH = 500
QUIET = timedelta(days=1)
"""Where everybody was told of appeals that still wait, no other is told for that long: one page shows all."""
HANDS = (
    "decision__contribution__coauthors",
    "decision__contribution__organisation__representatives",
)


@dataclass(frozen=True, slots=True)
class Part:
    """What waits in one consultation: how many, until when, and where; `is_stuck`: nobody may decide."""

    title: str
    said: str
    due: str
    address: str
    is_stuck: bool


def tell_appeals() -> int:
    """Write of the appeals of which nobody was told yet; return how many mails that made.

    Never to whoever hid the text, or has a hand in it, as to one who decides. When nobody else may, the
    moderators are told that somebody is missing. Appeals that were decided meanwhile, or whose text
    was withdrawn, are told to nobody. One that comes while everybody is left in peace is told afterwards, to
    all whom it concerns.
    """
    with transaction.atomic():
        now = database_now()
        Appeal.objects.filter(told_at=None).exclude(WAITING).update(told_at=now)
        rows = untold(now - QUIET).prefetch_related(*HANDS)
        held = list(rows.select_for_update(of=("self",), no_key=True, skip_locked=True)[:BATCH])
        Appeal.objects.filter(pk__in=[row.pk for row in held]).update(told_at=now)
        pages = {row.decision.about.consultation_id: row.decision.about.consultation for row in held}
        clocks = {pk: Clocks(page) for pk, page in pages.items()}
        return sum(_write(person, told, clocks) for person, told in _recipients(held).items())


def _recipients(rows: Sequence[Appeal]) -> dict[Participant, list[tuple[Appeal, bool]]]:
    """Who is told of which, and whether nobody may decide on it; a query for each consultation."""
    found: defaultdict[Participant, list[tuple[Appeal, bool]]] = defaultdict(list)
    teams = {pk: list(moderating(pk)) for pk in {row.decision.about.consultation_id for row in rows}}
    for row in rows:
        people, is_stuck = _concerned(row, teams[row.decision.about.consultation_id])
        for person in people:
            found[person].append((row, is_stuck))
    return found


def _concerned(row: Appeal, team: Sequence[Participant]) -> tuple[list[Participant], bool]:
    """Those who may decide (see `appeals.deciding`) or, when nobody may, all: whether it is so."""
    no_judge = {row.decision.moderator_id, *hands_in(row.decision.target)}
    able = [person for person in team if person.pk not in no_judge]
    return [person for person in able or team if person.email and person.pk != row.author_id], not able


def _write(person: Participant, held: Sequence[tuple[Appeal, bool]], clocks: Mapping[int, Clocks]) -> bool:
    """One mail in their language."""
    with translation.override(person.language):
        parts = _parts(held, clocks)
        count = len(held)
        subject = ngettext("An appeal waits for a decision", "%(count)s appeals wait for a decision", count)
        text = render_to_string("moderation/mail/appeals.txt", {"parts": parts})
        try:
            mail.send(to=str(person.email), subject=subject % {"count": words.number(count)}, text=text)
        except ValueError:
            logger.warning("no mail goes to the address of participant %s", person.pk)
            return False
    return True


def _parts(held: Sequence[tuple[Appeal, bool]], clocks: Mapping[int, Clocks]) -> list[Part]:
    groups: defaultdict[ConsultationPage, list[tuple[Appeal, bool]]] = defaultdict(list)
    for row, is_stuck in held:
        groups[row.decision.about.consultation].append((row, is_stuck))
    return [_part(page, group, clocks[page.pk]) for page, group in groups.items()]


def _part(consultation: ConsultationPage, group: Sequence[tuple[Appeal, bool]], clocks: Clocks) -> Part:
    days = [day for row, _stuck in group if (day := clocks.of(row).due) is not None]
    said = ngettext("%(count)s new appeal", "%(count)s new appeals", len(group))
    return Part(
        title=consultation.title,
        said=said % {"count": words.number(len(group))},
        due=_("to be decided by %(day)s") % {"day": words.day(min(days))} if days else "",
        address=settings.PARVIS_ADDRESS + reverse("desk:appeals", args=[consultation.pk]),
        is_stuck=any(is_stuck for _row, is_stuck in group),
    )
