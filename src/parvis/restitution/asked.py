"""Questions to the organiser: which wait, which are answered, how long it took, and what was promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import (
    Count,
    DurationField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.aggregates import Aggregate
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ballots.models import Tally
from parvis.ballots.secrecy import hidden_ballots
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import asked_kinds, database_now
from parvis.contributions.models import Contribution
from parvis.debate.clock import Promise, due, is_late, late_before
from parvis.debate.models import AnswerPromise
from parvis.restitution.models import Answer
from parvis.ui import words

PAGE_SIZE = 20


class Median(Aggregate):
    """The middle value; None without any."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Standing:
    """The questions of a consultation, in figures; `promised` in working days, for a question asked now."""

    waiting: int
    oldest: datetime | None
    late: int
    answered: int
    median: timedelta | None
    promised: int | None

    @property
    def median_days(self) -> int | None:
        """Whole days, rounded up: an answer within the hour took a day of the calendar at most."""
        return None if self.median is None else max(1, -(-self.median // timedelta(days=1)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and its clock."""

    pk: int
    asked_at: datetime
    answered_at: datetime | None
    due: date | None
    is_late: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Questions of a page, in order; `next` is empty at the end."""

    items: list[Asked]
    next: str


def is_question(contribution: Contribution) -> bool:
    """Whether it is asked to the organiser: its kind is opened by that action in some phase."""
    return asked_kinds([contribution.consultation_id]).filter(pk=contribution.kind_id).exists()


def promises_of(consultation_ids: Iterable[int]) -> dict[int, list[Promise]]:
    """What each consultation promised, in the order in which it did; one query."""
    found: dict[int, list[Promise]] = {}
    for row in AnswerPromise.objects.filter(consultation__in=consultation_ids).order_by("pk"):
        found.setdefault(row.consultation_id, []).append(Promise(row.made_at, row.days))
    return found


def standing_of(consultation: ConsultationPage) -> Standing:
    """Three queries, whatever the number of questions."""
    promises = promises_of([consultation.pk]).get(consultation.pk, [])
    waiting = Q(answered_at=None)
    figures = _questions([consultation.pk]).aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("created_at", filter=waiting),
        late=Count("pk", filter=waiting & _late(promises, database_now())),
        answered=Count("pk", filter=~waiting),
        median=Median(F("answered_at") - F("created_at"), filter=~waiting),
    )
    return Standing(**figures, promised=promises[-1].days if promises else None)


def waiting_since(consultation_ids: Sequence[int]) -> dict[int, tuple[int, datetime]]:
    """For each consultation where questions wait: how many, and since when; one query."""
    rows = _questions(consultation_ids).filter(answered_at=None).values_list("consultation")
    return {
        pk: (count, oldest) for pk, count, oldest in rows.annotate(Count("pk"), Min("created_at")).order_by()
    }


def late_in(consultation_ids: Sequence[int], *, now: datetime) -> dict[int, int]:
    """For each consultation where questions are late: how many; two queries, one without promises."""
    late = Q(pk=None)
    for pk, promises in promises_of(consultation_ids).items():
        late |= Q(consultation=pk) & _late(promises, now)
    if late == Q(pk=None):
        return {}
    rows = _questions(consultation_ids).filter(late, answered_at=None).values_list("consultation")
    return dict(rows.annotate(Count("pk")).order_by())


def waiting_page(consultation: ConsultationPage, *, after: str = "") -> AskedPage:
    """Those without an answer, the most wanted first; `after` is the `next` of the page before."""
    rows = _questions([consultation.pk]).filter(answered_at=None).annotate(wanted=_wanted())
    if found := re.fullmatch(r"(\d{1,9})-(\d{1,18})", after):
        wanted, pk = int(found[1]), int(found[2])
        rows = rows.filter(Q(wanted__lt=wanted) | Q(wanted=wanted, pk__gt=pk))
    values = list(rows.order_by("-wanted", "pk").values_list("pk", "created_at", "wanted")[: PAGE_SIZE + 1])
    shown = values[:PAGE_SIZE]
    more = f"{shown[-1][2]}-{shown[-1][0]}" if len(values) > PAGE_SIZE else ""
    return AskedPage(_clocks(consultation, [(pk, asked, None) for pk, asked, _wanted_by in shown]), more)


def answered_page(consultation: ConsultationPage, *, after: str = "") -> AskedPage:
    """Those with an answer, the last asked first."""
    rows = _questions([consultation.pk]).exclude(answered_at=None)
    if re.fullmatch(r"\d{1,18}", after):
        rows = rows.filter(pk__lt=int(after))
    values = list(rows.order_by("-pk").values_list("pk", "created_at", "answered_at")[: PAGE_SIZE + 1])
    shown = values[:PAGE_SIZE]
    return AskedPage(_clocks(consultation, shown), str(shown[-1][0]) if len(values) > PAGE_SIZE else "")


def clock_of(contribution: Contribution) -> Asked | None:
    """The clock of one contribution, if it is a question."""
    row = _questions([contribution.consultation_id]).filter(pk=contribution.pk)
    values = row.values_list("pk", "created_at", "answered_at").first()
    return _clocks(contribution.consultation, [values])[0] if values else None


def _questions(consultation_ids: Iterable[int]) -> QuerySet:
    """Public questions, each with the moment of its first answer."""
    first = Answer.objects.filter(contribution=OuterRef("pk")).order_by("pk").values("created_at")[:1]
    rows = Contribution.objects.published().filter(kind__in=asked_kinds(consultation_ids))
    return rows.annotate(answered_at=Subquery(first))


def _wanted() -> Coalesce:
    """How many people want to know too, as far as the votes may be shown."""
    open_counts = ~Exists(hidden_ballots().filter(pk=OuterRef("ballot")))
    here = Tally.objects.filter(open_counts, contribution=OuterRef("pk")).values("contribution")
    total = here.annotate(total=Sum(F("count") + F("imported_count"))).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)


def _late(promises: Sequence[Promise], now: datetime) -> Q:
    """What was asked under each promise, before the moment from which it is late."""
    late = Q(pk=None)
    ends = [promise.since for promise in promises[1:]] + [now]
    for promise, end in zip(promises, ends, strict=False):
        limit = min(late_before(now, promise.days), end)
        late |= Q(created_at__gte=promise.since, created_at__lt=limit)
    return late


def _clocks(
    consultation: ConsultationPage, rows: Sequence[tuple[int, datetime, datetime | None]]
) -> list[Asked]:
    promises = promises_of([consultation.pk]).get(consultation.pk, [])
    now = database_now()
    return [_clock(pk, asked, answered, promises, now) for pk, asked, answered in rows]


def _clock(
    pk: int, asked_at: datetime, answered_at: datetime | None, promises: Sequence[Promise], now: datetime
) -> Asked:
    until = answered_at or now
    days = (timezone.localdate(until) - timezone.localdate(asked_at)).days
    return Asked(
        pk=pk,
        asked_at=asked_at,
        answered_at=answered_at,
        due=due(asked_at, promises),
        is_late=is_late(asked_at, until, promises),
        sentence=_answered(days) if answered_at else _waiting(days),
    )


def _waiting(days: int) -> str:
    if days < 1:
        return _("asked today, waiting for an answer")
    said = ngettext(
        "asked %(count)s day ago, waiting for an answer",
        "asked %(count)s days ago, waiting for an answer",
        days,
    )
    return said % {"count": words.number(days)}


def _answered(days: int) -> str:
    if days < 1:
        return _("answered the same day")
    said = ngettext("answered in %(count)s day", "answered in %(count)s days", days)
    return said % {"count": words.number(days)}
