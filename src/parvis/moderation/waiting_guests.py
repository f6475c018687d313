"""Reads of texts of guests: which wait and since when, what became of the others, and how many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from parvis.accounts import permissions as accounts
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.contributions.enums import GuestState
from parvis.contributions.guests import GuestText
from parvis.moderation.enums import Screened
from parvis.moderation.models import Screening

MOST = 100
"""Texts that a page shows."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many texts wait, and since when the first one does."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Texts that wait, the oldest first; `next` is empty at the end."""

    texts: list[GuestText]
    next: str


@dataclass(frozen=True, slots=True)
class GuestFigures:
    """The texts of guests of a consultation: what became of each. They say nothing of how many people."""

    published: int = 0
    refused: int = 0
    waiting: int = 0
    lapsed: int = 0

    @property
    def received(self) -> int:
        """Those that their authors took back before they were read are left out."""
        return self.published + self.refused + self.waiting + self.lapsed


def waiting_for(actor: Actor, consultation_ids: Iterable[int]) -> dict[int, Waiting]:
    """What waits in each of these consultations that the actor moderates, in one query."""
    rows = GuestText.objects.filter(consultation__in=consultation_ids, state=GuestState.WAITING)
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        rows = rows.filter(consultation__in=team.values("consultation"))
    counted = rows.values_list("consultation").annotate(Count("pk"), Min("received_at")).order_by()
    return {page: Waiting(count, since) for page, count, since in counted}


def to_tell(since: datetime) -> list[ConsultationPage]:
    """Where a text waits of which no moderator was told, and none came that they were told of since then.

    Whether that one still waits or not: who sends texts and takes them back makes no mail.
    """
    untold = GuestText.objects.filter(state=GuestState.WAITING, told_at=None).values("consultation")
    known = GuestText.objects.filter(consultation=OuterRef("pk"), told_at__gt=since)
    return list(ConsultationPage.objects.filter(~Exists(known), pk__in=untold).order_by("pk"))


def still_waiting(consultation: ConsultationPage) -> int:
    return _waiting(consultation).count()


def waiting_page(consultation: ConsultationPage, *, after: str = "") -> WaitingPage:
    """Those that wait, the oldest first, `MOST` of them from that one on; one query."""
    rows = _waiting(consultation).select_related("kind", "theme", "phase").order_by("pk")
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: MOST + 1])
    return WaitingPage(found[:MOST], str(found[MOST - 1].pk) if len(found) > MOST else "")


def _waiting(consultation: ConsultationPage) -> QuerySet[GuestText]:
    return GuestText.objects.filter(consultation=consultation, state=GuestState.WAITING)


def screened_texts(consultation: ConsultationPage) -> list[Screening]:
    """The last decisions, newest first; one query."""
    rows = Screening.objects.filter(text__consultation=consultation).select_related("text__kind", "moderator")
    return list(rows.order_by("-pk")[:MOST])


def guest_text_in(consultation: ConsultationPage, pk: int) -> GuestText | None:
    """One text with what its page shows."""
    rows = GuestText.objects.filter(consultation=consultation, pk=pk)
    shown = ("kind", "theme", "phase", "responds_to", "screening__moderator", "contribution")
    found: GuestText | None = (
        rows.select_related(*shown).defer("responds_to__search", "contribution__search").first()
    )
    return found


def screening_of(text: GuestText) -> Screening | None:
    """What was decided on it, if something was."""
    found: Screening | None = getattr(text, "screening", None)
    return found


def guest_figures(consultation: ConsultationPage) -> GuestFigures:
    """In one query."""
    states = {
        state.value: Count("pk", filter=Q(state=state))
        for state in GuestState
        if state != GuestState.WITHDRAWN
    }
    return GuestFigures(**GuestText.objects.filter(consultation=consultation).aggregate(**states))


def screenings_by_moderator(consultation: ConsultationPage) -> dict[int, int]:
    """How many texts of guests each moderator read; one query."""
    rows = Screening.objects.filter(text__consultation=consultation)
    return dict(rows.values_list("moderator").annotate(Count("pk")).order_by())


def refusals_in(consultation: ConsultationPage) -> list[Screening]:
    """The last refusals, for the public register, which never shows a text; one query."""
    rows = Screening.objects.filter(text__consultation=consultation, act=Screened.REFUSE)
    return list(rows.order_by("-pk")[:MOST])
