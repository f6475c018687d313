"""Reading commitments: of one consultation, of a contribution, and those of the whole site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.restitution.commitments import Commitment, CommitmentLink, CommitmentUpdate
from parvis.restitution.enums import OPEN, CommitmentState

PAGE = 30
"""Commitments on one page of those of the whole site."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many commitments stand where; `late` ones are `open` as well, `on_time` ones are `done`."""

    done: int
    open: int
    late: int
    abandoned: int
    on_time: int


def commitments_in(consultation: ConsultationPage) -> list[Commitment]:
    """All of them with their steps and their news, the first promised first; three queries."""
    rows = Commitment.objects.filter(consultation=consultation).order_by("number")
    found = list(rows.prefetch_related("milestones", "updates"))
    for row in found:
        row.consultation = consultation
    return found


def commitment_of(consultation: ConsultationPage, number: int) -> Commitment | None:
    """With its steps and its news, the last first; three queries."""
    rows = Commitment.objects.filter(consultation=consultation, number=number).select_related("in_charge")
    news = CommitmentUpdate.objects.select_related("milestone").prefetch_related("links")
    return rows.prefetch_related("milestones", Prefetch("updates", news)).first()


def texts_of(commitment: Commitment) -> list[Contribution]:
    """The contributions that it answers and everybody reads; one query."""
    rows = Contribution.objects.filter(commitment_links__commitment=commitment, state=State.PUBLISHED)
    return list(rows.select_related("kind", "gathering").defer("search").order_by("pk"))


def commitments_on(contribution_ids: Collection[int]) -> dict[int, list[Commitment]]:
    """The commitments that answer each of these contributions; one query."""
    found: dict[int, list[Commitment]] = defaultdict(list)
    links = CommitmentLink.objects.filter(contribution__in=contribution_ids)
    for link in links.select_related("commitment__consultation").order_by("commitment__number"):
        found[link.contribution_id].append(link.commitment)
    return found


def public_commitments() -> QuerySet[Commitment]:
    return Commitment.objects.filter(consultation__live=True).select_related("consultation")


def open_commitments(*, late_on: date | None = None) -> QuerySet[Commitment]:
    """Those still to be kept, of public consultations, the most pressing first; `late_on`: late that day."""
    rows = public_commitments().filter(state__in=OPEN)
    if late_on is not None:
        rows = rows.filter(due_on__lt=late_on)
    return rows.order_by("due_on", "pk")


def standing_of(rows: QuerySet[Commitment], *, today: date) -> Standing:
    """One query. Done on time: news told it by the day first promised."""
    still = Q(state__in=OPEN)
    done = Q(state=CommitmentState.DONE)
    kept = Q(updates__state=CommitmentState.DONE, updates__created_at__date__lte=F("first_due_on"))
    counts = rows.order_by().aggregate(
        done=Count("pk", filter=done, distinct=True),
        open=Count("pk", filter=still, distinct=True),
        late=Count("pk", filter=still & Q(due_on__lt=today), distinct=True),
        abandoned=Count("pk", filter=Q(state=CommitmentState.ABANDONED), distinct=True),
        on_time=Count("pk", filter=done & kept, distinct=True),
    )
    return Standing(**counts)


def silent_in(consultation: ConsultationPage, *, today: date) -> int:
    """How many are late, and had no news since the day that was promised; one query."""
    late = Commitment.objects.filter(consultation=consultation, state__in=OPEN, due_on__lt=today)
    return late.exclude(updates__created_at__date__gt=F("due_on")).count()


def late_commitments_in(consultation_ids: Collection[int], *, today: date) -> dict[int, int]:
    """How many are late, by consultation; one query, and nothing for those where none is."""
    late = Commitment.objects.filter(consultation__in=consultation_ids, state__in=OPEN, due_on__lt=today)
    return dict(late.order_by().values_list("consultation").annotate(Count("pk")))


def commitment_rows(consultation: ConsultationPage) -> list[list[str | int]]:
    """A table that a spreadsheet opens: a line for a commitment; three queries."""
    today = timezone.localdate()
    head: list[str | int] = [
        "number", "title", "text", "owner", "state", "reason", "first_due_on", "due_on", "days_late",
        "milestones", "milestones_done", "updates", "last_news_on", "published_on",
    ]  # fmt: skip
    return [head, *(_row(one, today) for one in commitments_in(consultation))]


def _row(one: Commitment, today: date) -> list[str | int]:
    steps, news = list(one.milestones.all()), list(one.updates.all())
    return [
        one.number,
        one.title,
        one.text,
        one.owner,
        str(one.state),
        one.reason,
        one.first_due_on.isoformat(),
        one.due_on.isoformat(),
        one.days_late(today),
        len(steps),
        sum(step.done_on is not None for step in steps),
        len(news),
        timezone.localdate(news[0].created_at).isoformat() if news else "",
        timezone.localdate(one.created_at).isoformat(),
    ]
