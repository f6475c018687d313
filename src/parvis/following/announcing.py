"""Which banners are shown now, when that changes, and what may be proposed at the end of a phase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import get_language

from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.models import Phase, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.following.announcements import Announcement
from parvis.following.enums import LetterState
from parvis.following.letter_words import page_path
from parvis.following.letters import Letter

SOON = timedelta(days=3)
"""How long before a phase ends a letter and an announcement of it are proposed."""
MOST = 3
"""Banners on one page: beyond, nobody reads them."""


@dataclass(frozen=True, slots=True)
class Banner:
    """An announcement as a reader sees it, in their language or the one in which it was written."""

    pk: int
    text: str
    language: str
    link: str
    starts_at: datetime
    ends_at: datetime
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The banners of each consultation, the urgent first; `changes_in`, after how long they differ."""

    banners: dict[int, list[Banner]]
    changes_in: timedelta | None

    def seconds(self, most: int) -> int:
        """How long a copy of a page that shows them may be kept, at most so many seconds."""
        return most if self.changes_in is None else min(most, max(1, int(self.changes_in.total_seconds())))


def shown_in(consultation_ids: Collection[int], *, now: datetime) -> Shown:
    """One query, none without consultations."""
    found: dict[int, list[Banner]] = defaultdict(list)
    changes: list[datetime] = []
    rows = Announcement.objects.filter(consultation__in=consultation_ids, ends_at__gt=now)
    for row in rows.order_by("-is_urgent", "-starts_at", "-pk"):
        if row.starts_at > now:
            changes.append(row.starts_at)
            continue
        changes.append(row.ends_at)
        if len(found[row.consultation_id]) < MOST:
            found[row.consultation_id].append(_banner(row))
    return Shown(dict(found), min(changes) - now if changes else None)


def _banner(row: Announcement) -> Banner:
    words = row.words(get_language() or "fr")
    return Banner(
        row.pk,
        words.text,
        words.language,
        page_path(row.link),
        row.starts_at,
        row.ends_at,
        row.is_urgent,
    )


def animated_by(actor: Actor, consultation_ids: Collection[int]) -> set[int]:
    """Those of these consultations that the actor animates; one query."""
    if can_in_installation(actor, "administer"):
        return set(consultation_ids)
    rows = TeamMember.objects.filter(
        participant=actor.pk, consultation__in=consultation_ids, role__in=ROLES["animate"]
    )
    return set(rows.values_list("consultation", flat=True))


def planned_in(consultation_ids: Iterable[int]) -> dict[int, list[Letter]]:
    """Letters that are to leave or are leaving, the next first; one query."""
    rows = Letter.objects.filter(
        consultation__in=consultation_ids, state__in=[LetterState.PLANNED, LetterState.LEAVING]
    )
    found: dict[int, list[Letter]] = defaultdict(list)
    for row in rows.order_by("send_at", "pk"):
        found[row.consultation_id].append(row)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phase that ends soon, and what nobody has written of it yet."""

    phase: Phase
    letter: bool
    announcement: bool


def suggestions(phases: Sequence[Phase], *, now: datetime) -> list[Suggestion]:
    """What the desk proposes, and never sends by itself; two queries, none where nothing ends soon."""
    ending = [phase for phase in phases if ends_soon(phase, now=now)]
    if not ending:
        return []
    about = Q(end_of__in=ending)
    letters = set(Letter.objects.filter(about).values_list("end_of", flat=True))
    banners = set(Announcement.objects.filter(about).values_list("end_of", flat=True))
    found = [Suggestion(phase, phase.pk not in letters, phase.pk not in banners) for phase in ending]
    return [one for one in found if one.letter or one.announcement]


def ends_soon(phase: Phase, *, now: datetime) -> bool:
    return phase.starts_at <= now and phase.ends_at is not None and now < phase.ends_at <= now + SOON
