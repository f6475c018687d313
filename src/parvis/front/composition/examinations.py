"""Examinations as everybody sees them: by whom and until when, then the verdict with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import F
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.consultations.models import ConsultationPage
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import answers_for, is_author, is_coauthor
from parvis.front.composition.next_action import Actor
from parvis.restitution.enums import AnswerStatus, Criterion, ExaminationAct, ExaminationState, Level
from parvis.restitution.examination_queries import PAGE, examination_on, public_examinations, shares_in
from parvis.restitution.models import Appraisal, Examination
from parvis.ui import words
from parvis.ui.data import Link

UNDER_WAY = "under_way"
SIGNS = {Level.FAVOURABLE: "for", Level.CONDITIONS: "mixed", Level.UNFAVOURABLE: "against"}
"""How a level is shown: with a colour of its own, and always in words."""


@dataclass(frozen=True, slots=True)
class Found:
    """By one criterion; `kind` is the colour of its level, `cost` an amount in words."""

    criterion: str
    level: str
    kind: str
    reason: str
    cost: str


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination as everybody sees it: `found` and `advice` are there once it is decided.

    `message`: what is asked of its author, for those alone who may revise the text. `departs`: the verdict is
    not what was recommended.
    """

    examination: Examination
    standing: str
    lateness: str
    found: list[Found]
    advice: str
    departs: bool
    message: str = ""


@dataclass(frozen=True, slots=True)
class ExaminationsView:
    """Those of a consultation, one page of them. `status` is empty when all are shown."""

    consultation: ConsultationPage
    rows: list[Examined]
    tabs: list[Link]
    status: str
    total: int
    previous_url: str
    next_url: str


def examined_on(contribution: Contribution, actor: Actor) -> Examined | None:
    """The last of a text, with what is asked of its author when it waits for them; four queries at most."""
    one = examination_on(contribution.pk)
    if one is None:
        return None
    one.contribution = contribution
    return show(one, timezone.localdate(), message=_message(one, actor))


def compose(consultation: ConsultationPage, asked: QueryDict) -> ExaminationsView:
    """Those under way first, the most pressing before; four queries, whatever their number."""
    shares = shares_in(consultation)
    known = {UNDER_WAY: "", **{str(status): str(status) for status in AnswerStatus}}
    wanted = asked.get("show", "")
    status = wanted if wanted in known else ""
    rows = public_examinations(consultation, known[status] if status else None)
    rows = rows.order_by(F("answer").desc(nulls_first=True), "due_on", "pk")
    found = Paginator(rows.prefetch_related("appraisals"), PAGE).get_page(asked.get("page"))
    path = reverse("front:examinations", args=[consultation.slug])
    kept = f"show={status}&" if status else ""
    today = timezone.localdate()
    return ExaminationsView(
        consultation=consultation,
        rows=[show(one, today) for one in found],
        tabs=_tabs([(share.code, share.count) for share in shares], path, status),
        status=status,
        total=sum(share.count for share in shares),
        previous_url=f"{path}?{kept}page={found.number - 1}" if found.has_previous() else "",
        next_url=f"{path}?{kept}page={found.number + 1}" if found.has_next() else "",
    )


def show(one: Examination, today: date, *, message: str = "") -> Examined:
    """Its appraisals and its answer are loaded; of one under way, nothing that was found is told."""
    if one.answer is None:
        return Examined(one, _standing(one), lateness(one, today), [], "", departs=False, message=message)
    said = {row.criterion: row for row in one.appraisals.all()}
    return Examined(
        examination=one,
        standing=str(one.answer.get_status_display()),
        lateness="",
        found=[_found(criterion, said[criterion]) for criterion in Criterion if criterion in said],
        advice=str(one.get_recommendation_display()),
        departs=one.recommendation != one.answer.status,
    )


def lateness(one: Examination, today: date) -> str:
    days = one.days_late(today)
    said = ngettext("late by %(count)s day", "late by %(count)s days", days)
    return said % {"count": words.number(days)} if days else ""


def _standing(one: Examination) -> str:
    """What everybody knows of it: neither who reads again nor who decides."""
    if one.state == ExaminationState.REVISION and not one.is_revised:
        return _("waits for its author to revise it")
    return _("being examined")


def _found(criterion: Criterion, row: Appraisal) -> Found:
    cost = (
        _("about %(amount)s euros") % {"amount": words.number(row.amount)} if row.amount is not None else ""
    )
    level = Level(row.level)
    return Found(capfirst(str(criterion.label)), str(level.label), SIGNS.get(level, ""), row.reason, cost)


def _message(one: Examination, actor: Actor) -> str:
    if one.state != ExaminationState.REVISION or one.is_revised:
        return ""
    text = one.contribution
    if not (is_author(actor, text) or answers_for(actor, text) or is_coauthor(actor, text)):
        return ""
    step = one.steps.filter(act=ExaminationAct.REVISION_ASKED).last()
    return step.text if step else ""


def _tabs(shares: Sequence[tuple[str, int]], path: str, status: str) -> list[Link]:
    total = sum(count for _code, count in shares)
    found = [Link(_("All of them"), path, current=not status, count=total)]
    for code, count in shares:
        name = code or UNDER_WAY
        label = AnswerStatus(code).label if code else _("being examined")
        url = f"{path}?show={name}"
        found.append(Link(capfirst(str(label)), url, current=status == name, count=count))
    return found
