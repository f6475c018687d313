"""Reads of what is read before it appears: what waits and since when, what became of the rest, and how many.

Texts of guests have a page of their own besides the queue; what people sign is in the queue alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from parvis.accounts import permissions as accounts
from parvis.accounts.enums import IdentityLevel
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.permissions import ROLES
from parvis.consultations.queries import Actor
from parvis.contributions.enums import WaitingState
from parvis.contributions.waiting import OF_GUESTS, OF_PEOPLE, WaitingText
from parvis.moderation.enums import Screened
from parvis.moderation.models import Screening

ENTERED = Q(act=Screened.REFUSE, text__contribution__isnull=False)
"""Refusals that are also a `Decision`, on a contribution hidden from its first second."""
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

    texts: list[WaitingText]
    next: str


@dataclass(frozen=True, slots=True)
class ReadFirst:
    """Texts of a consultation that are read first: what became of each. Of guests, not how many people."""

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
    rows = WaitingText.objects.filter(consultation__in=consultation_ids, state=WaitingState.WAITING)
    if not accounts.can(actor, "administer"):
        team = TeamMember.objects.filter(participant=actor.pk, role__in=ROLES["moderate"])
        rows = rows.filter(consultation__in=team.values("consultation"))
    counted = rows.values_list("consultation").annotate(Count("pk"), Min("received_at")).order_by()
    return {page: Waiting(count, since) for page, count, since in counted}


def to_tell(since: datetime) -> list[ConsultationPage]:
    """Where a text waits of which no moderator was told, and none came that they were told of since then.

    Whether that one still waits or not: who sends texts and takes them back makes no mail.
    """
    untold = WaitingText.objects.filter(state=WaitingState.WAITING, told_at=None).values("consultation")
    known = WaitingText.objects.filter(consultation=OuterRef("pk"), told_at__gt=since)
    return list(ConsultationPage.objects.filter(~Exists(known), pk__in=untold).order_by("pk"))


def still_waiting(consultation: ConsultationPage) -> int:
    return _waiting(consultation).count()


def waiting_page(consultation: ConsultationPage, *, after: str = "") -> WaitingPage:
    """Those that wait, the oldest first, `MOST` of them from that one on; one query."""
    rows = _waiting(consultation).filter(OF_GUESTS).select_related("kind", "theme", "phase").order_by("pk")
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[: MOST + 1])
    return WaitingPage(found[:MOST], str(found[MOST - 1].pk) if len(found) > MOST else "")


def _waiting(consultation: ConsultationPage) -> QuerySet[WaitingText]:
    return WaitingText.objects.filter(consultation=consultation, state=WaitingState.WAITING)


def of_person(person: Participant) -> list[WaitingText]:
    """What somebody sent and nobody has read yet, and changes that were refused, newest first; one query."""
    shown = Q(state=WaitingState.WAITING) | Q(state=WaitingState.REFUSED, salt__isnull=False)
    rows = WaitingText.objects.filter(shown, author=person)
    rows = rows.select_related("consultation", "kind", "phase", "organisation", "screening")
    return list(rows.order_by("-pk")[:MOST])


def screened_texts(consultation: ConsultationPage) -> list[Screening]:
    """The last decisions on texts of guests, newest first; one query."""
    of_guests = {"text__identity_level": IdentityLevel.VISITOR}
    rows = Screening.objects.filter(text__consultation=consultation, **of_guests)
    rows = rows.select_related("text__kind", "moderator")
    return list(rows.order_by("-pk")[:MOST])


SHOWN = (
    "kind", "theme", "phase", "responds_to", "screening__moderator", "contribution", "author",
    "organisation", "revises__kind", "consultation",
)  # fmt: skip


def waiting_text_in(consultation: ConsultationPage, pk: int) -> WaitingText | None:
    """One text with what its page shows."""
    return _one(WaitingText.objects.filter(consultation=consultation, pk=pk))


def waiting_text_of(pk: int) -> WaitingText | None:
    """One text that somebody signed, with what its page shows."""
    return _one(WaitingText.objects.filter(OF_PEOPLE, pk=pk))


def _one(rows: QuerySet[WaitingText]) -> WaitingText | None:
    long = ("responds_to__search", "contribution__search", "revises__search")
    return rows.select_related(*SHOWN).defer(*long).first()


def screening_of(text: WaitingText) -> Screening | None:
    """What was decided on it, if something was."""
    found: Screening | None = getattr(text, "screening", None)
    return found


def figures_of(consultation: ConsultationPage, whose: Q) -> ReadFirst:
    """Those of guests, or those that people signed; in one query."""
    states = {
        state.value: Count("pk", filter=Q(state=state))
        for state in WaitingState
        if state != WaitingState.WITHDRAWN
    }
    return ReadFirst(**WaitingText.objects.filter(whose, consultation=consultation).aggregate(**states))


def screenings_by_moderator(consultation: ConsultationPage) -> dict[int, int]:
    """How many texts each moderator read before they appeared; one query.

    Not those that they refused and that became hidden contributions: that decision is in the register.
    """
    rows = Screening.objects.filter(text__consultation=consultation).exclude(ENTERED)
    return dict(rows.values_list("moderator").annotate(Count("pk")).order_by())


def refusals_in(consultation: ConsultationPage) -> list[Screening]:
    """The last refusals of what is no contribution, for the register, which shows no text; one query."""
    rows = Screening.objects.filter(text__consultation=consultation, act=Screened.REFUSE).exclude(ENTERED)
    return list(rows.order_by("-pk")[:MOST])
