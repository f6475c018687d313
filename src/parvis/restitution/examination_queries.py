"""Reading examinations: those of a desk, those that everybody sees, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from parvis.accounts.models import Participant
from parvis.consultations import permissions as consultations
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage, TeamMember
from parvis.consultations.queries import Actor
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.restitution.asked import is_question
from parvis.restitution.enums import AnswerStatus, Criterion, ExaminationState
from parvis.restitution.examinations import REVISED, UNDER_WAY, Examination, ExaminationQuerySet

PAGE = 30
"""Examinations on one page."""
READ = Q(contribution__state=State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Share:
    """How many examinations of a consultation stand there; `code` is empty for those under way."""

    code: str
    count: int


def examinations_in(consultation: ConsultationPage) -> ExaminationQuerySet:
    rows = Examination.objects.filter(contribution__consultation=consultation)
    related = ("contribution__kind", "contribution__gathering", "answer")
    return rows.select_related(*related).defer("contribution__search")


def examinations_seen(actor: Actor, consultation: ConsultationPage) -> ExaminationQuerySet:
    """Those that somebody reads at the desk: all, or those in which something was given to them."""
    rows = examinations_in(consultation).select_related("analyst", "supervisor", "decider")
    if consultations.can(actor, "read_journal", consultation):
        return rows
    if not consultations.can(actor, "see_desk", consultation):
        return rows.none()
    named = Q(analyst=actor.pk) | Q(supervisor=actor.pk) | Q(decider=actor.pk)
    return rows.filter(named)


def examination_seen(actor: Actor, consultation: ConsultationPage, pk: int) -> Examination | None:
    """One of them with its appraisals and its steps; three queries."""
    rows = examinations_seen(actor, consultation).filter(pk=pk)
    related = rows.select_related("contribution__consultation", "contribution__organisation", "author")
    return related.prefetch_related("appraisals", "steps__author").first()


def waits_for(actor: Participant) -> Q:
    """Examinations whose next act is somebody's; one stays with whoever decides for want of a name."""
    team = TeamMember.objects.filter(participant=actor)
    mine = Q(contribution__consultation__in=team.values("consultation"))
    answers = Q(contribution__consultation__in=team.filter(role=Role.ORGANISER).values("consultation"))
    analysis = Q(state=ExaminationState.ANALYSIS) | REVISED
    named = (
        analysis & Q(analyst=actor)
        | Q(state=ExaminationState.REVIEW, supervisor=actor)
        | Q(state=ExaminationState.DECISION, decider=actor)
    )
    return READ & (mine & named | answers & Q(state=ExaminationState.DECISION, decider=None))


def waiting_for(actor: Actor, consultation_ids: Collection[int]) -> dict[int, int]:
    """How many wait for somebody, by consultation; one query, and nothing for those where none does."""
    if not isinstance(actor, Participant):
        return {}
    rows = Examination.objects.filter(waits_for(actor), contribution__consultation__in=consultation_ids)
    return _by_consultation(rows)


def late_in(consultation_ids: Collection[int], *, today: date) -> dict[int, int]:
    """How many are beyond the day of their verdict, by consultation; one query."""
    rows = Examination.objects.filter(UNDER_WAY, READ, due_on__lt=today)
    return _by_consultation(rows.filter(contribution__consultation__in=consultation_ids))


def _by_consultation(rows: QuerySet[Examination]) -> dict[int, int]:
    named = rows.order_by().values_list("contribution__consultation")
    return dict(named.annotate(Count("pk", distinct=True)))


def examination_on(contribution_id: int) -> Examination | None:
    """The last that everybody sees, with its appraisals; two queries at most."""
    rows = Examination.objects.public().filter(contribution=contribution_id)
    return rows.select_related("answer").prefetch_related("appraisals").order_by("-pk").first()


def examinations_under_way(contribution_ids: Collection[int]) -> dict[int, Examination]:
    """Those of several contributions that everybody sees; one query."""
    rows = Examination.objects.public().under_way().filter(contribution__in=contribution_ids)
    rows = rows.select_related("contribution").defer("contribution__search")
    return {row.contribution_id: row for row in rows}


def open_examination_on(contribution_id: int) -> Examination | None:
    return Examination.objects.under_way().filter(contribution=contribution_id).first()


def shares_in(consultation: ConsultationPage) -> list[Share]:
    """Those under way, then each verdict, in the order of the statuses; one query."""
    rows = Examination.objects.public().filter(contribution__consultation=consultation)
    counts: Counter[str | None] = Counter(rows.order_by().values_list("answer__status", flat=True))
    found = [Share("", counts[None]), *(Share(status, counts[status]) for status in AnswerStatus)]
    return [share for share in found if share.count]


def public_examinations(consultation: ConsultationPage, status: str | None = None) -> ExaminationQuerySet:
    """`status`: those under way for an empty one, of one verdict, or all of them for None."""
    rows = examinations_in(consultation).public()
    if status is not None:
        rows = rows.filter(answer__status=status) if status else rows.filter(answer=None)
    return rows


HEAD = [
    "contribution", "service", "asked_on", "due_on", "state", "decided_on", "days_late", "recommendation",
    "summary", "verdict", "reasons", "signature",
]  # fmt: skip


def examination_rows(consultation: ConsultationPage) -> list[list[str | int]]:
    """A table that a spreadsheet opens, a line for an examination; two queries.

    Before the verdict, nothing of what was found: who examines, since when and until when.
    """
    by_criterion = [f"{criterion}{end}" for criterion in Criterion for end in ("", "_reason")]
    head: list[str | int] = [*HEAD, *by_criterion, "cost_euros"]
    rows = public_examinations(consultation).order_by("pk").prefetch_related("appraisals")
    return [head, *(_row(one) for one in rows)]


def _row(one: Examination) -> list[str | int]:
    answer = one.answer
    said = {row.criterion: row for row in one.appraisals.all()} if answer else {}
    until = timezone.localdate(answer.created_at) if answer else timezone.localdate()
    told: list[str | int] = [
        one.contribution_id,
        one.service,
        timezone.localdate(one.created_at).isoformat(),
        one.due_on.isoformat(),
        _state(one),
        until.isoformat() if answer else "",
        max((until - one.due_on).days, 0),
        str(one.recommendation) if answer else "",
        one.summary if answer else "",
        str(answer.status) if answer else "",
        answer.text if answer else "",
        answer.signature if answer else "",
    ]
    for criterion in Criterion:
        row = said.get(criterion)
        told += [row.level, row.reason] if row else ["", ""]
    amount = said[Criterion.COST].amount if Criterion.COST in said else None
    return [*told, "" if amount is None else amount]


def _state(one: Examination) -> str:
    """What everybody knows: neither who reads again nor who decides."""
    if one.answer is not None:
        return "decided"
    return "waits_for_author" if one.state == ExaminationState.REVISION else "under_way"


def is_examinable(contribution: Contribution) -> bool:
    """Whether it may be asked for: a public text that stands for itself, and is no question."""
    is_one = contribution.state == State.PUBLISHED and contribution.merged_into_id is None
    return is_one and not is_question(contribution)
