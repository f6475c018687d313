"""Commitments as everybody reads them: how late, which steps, and the picture of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.restitution.commitment_queries import (
    PAGE,
    Standing,
    commitment_of,
    commitments_in,
    open_commitments,
    public_commitments,
    standing_of,
    texts_of,
)
from parvis.restitution.enums import CommitmentState
from parvis.restitution.models import Commitment, CommitmentUpdate, Milestone, SynthesisPage
from parvis.restitution.queries import syntheses_for
from parvis.ui import words
from parvis.ui.data import Fact, Link

WIDTH, MARGIN, RADIUS = 320, 16, 10
"""Of the picture, in its own units: a mark touches neither the edge nor its neighbour."""
LATE = "late"


@dataclass(frozen=True, slots=True)
class Mark:
    """A step: its number in the list, where it is drawn, and how it stands ("done", "late" or "ahead")."""

    number: int
    x: int
    state: str
    word: str
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class Picture:
    """The steps from the promise to its day. `now`: where today is, None once it is over."""

    marks: list[Mark]
    now: int | None
    start: date
    end: date

    @property
    def done(self) -> int:
        return sum(mark.state == "done" for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment in a list. `lateness` is empty when it is not late."""

    commitment: Commitment
    lateness: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """Everything that the page of one shows. `unread`: texts that it answers, and nobody reads any longer."""

    consultation: ConsultationPage
    shown: Shown
    facts: list[Fact]
    news: list[CommitmentUpdate]
    texts: list[Contribution]
    unread: int
    synthesis: SynthesisPage | None


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Commitments of every public consultation that are still to be kept, one page of them."""

    rows: list[Shown]
    standing: Standing
    tabs: list[Link]
    is_late: bool
    previous_url: str
    next_url: str


def shown_in(consultation: ConsultationPage) -> list[Shown]:
    """All of a consultation; three queries."""
    today = timezone.localdate()
    return [show(one, today) for one in commitments_in(consultation)]


def show(one: Commitment, today: date) -> Shown:
    """Its steps are loaded."""
    return Shown(one, lateness(one, today), picture(one, today))


def lateness(one: Commitment, today: date) -> str:
    days = one.days_late(today)
    said = ngettext("late by %(count)s day", "late by %(count)s days", days)
    return said % {"count": words.number(days)} if days else ""


def compose(consultation: ConsultationPage, number: int) -> CommitmentView | None:
    """None without such a number; a fixed number of queries."""
    one = commitment_of(consultation, number)
    if one is None:
        return None
    texts = texts_of(one)
    return CommitmentView(
        consultation=consultation,
        shown=show(one, timezone.localdate()),
        facts=_facts(one),
        news=list(one.updates.all()),
        texts=texts,
        unread=one.links.count() - len(texts),
        synthesis=syntheses_for([consultation]).get(consultation.pk) if one.answers_synthesis else None,
    )


def everywhere(asked: QueryDict) -> Everywhere:
    """Five queries, whatever their number."""
    today, is_late = timezone.localdate(), asked.get("show") == LATE
    rows = open_commitments(late_on=today if is_late else None).prefetch_related("milestones")
    page = Paginator(rows, PAGE).get_page(asked.get("page"))
    path = reverse("front:commitments")
    kept = f"show={LATE}&" if is_late else ""
    return Everywhere(
        rows=[show(one, today) for one in page],
        standing=standing_of(public_commitments(), today=today),
        tabs=[
            Link(_("Still to be kept"), path, current=not is_late),
            Link(_("Late"), f"{path}?show={LATE}", current=is_late),
        ],
        is_late=is_late,
        previous_url=f"{path}?{kept}page={page.number - 1}" if page.has_previous() else "",
        next_url=f"{path}?{kept}page={page.number + 1}" if page.has_next() else "",
    )


def picture(one: Commitment, today: date) -> Picture | None:
    """None without a step. Places are by date, pushed apart where marks would lie one over the other."""
    steps = list(one.milestones.all())
    if not steps:
        return None
    start = min(timezone.localdate(one.created_at), steps[0].due_on)
    end = max(one.due_on, steps[-1].due_on)
    span = max((end - start).days, 1)

    def place(day: date) -> int:
        share = min(max((day - start).days / span, 0), 1)
        return MARGIN + round(share * (WIDTH - 2 * MARGIN))

    marks = [
        Mark(number, x, *_state(step, today), step)
        for number, (step, x) in enumerate(
            zip(steps, _apart([place(step.due_on) for step in steps]), strict=True), 1
        )
    ]
    return Picture(marks, place(today) if one.is_open else None, start, end)


def _apart(places: Sequence[int]) -> list[int]:
    """In the same order, no two nearer than two radii, all inside."""
    gap = min(2 * RADIUS + 2, (WIDTH - 2 * MARGIN) // max(len(places) - 1, 1))
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else place)
    limit = WIDTH - MARGIN
    for index in range(len(found) - 1, -1, -1):
        found[index] = min(found[index], limit)
        limit = found[index] - gap
    return found


def _state(step: Milestone, today: date) -> tuple[str, str]:
    """How it stands, for the picture and in words."""
    if step.done_on is not None:
        return "done", _("done on %(day)s") % {"day": words.day(step.done_on)}
    days = (today - step.due_on).days
    if days > 0:
        said = ngettext("late by %(count)s day", "late by %(count)s days", days)
        return "late", said % {"count": words.number(days)}
    return "ahead", _("to come")


def _facts(one: Commitment) -> list[Fact]:
    day = words.day(one.due_on)
    if one.due_on != one.first_due_on:
        first = words.day(one.first_due_on)
        day = _("%(day)s; the day first promised was %(first)s") % {"day": day, "first": first}
    told = [
        Fact(_("Service that answers for it"), one.owner),
        Fact(_("Promised for"), day),
        Fact(_("Published on"), words.day(one.created_at)),
    ]
    if one.state == CommitmentState.ABANDONED:
        told.append(Fact(_("Why it is abandoned"), one.reason))
    return told
