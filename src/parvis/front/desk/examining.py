"""What the desk shows of examinations: in a list, one by one, and the forms of what may be done now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.ballots.domain.best import best
from parvis.ballots.secrecy import hidden_ballots
from parvis.consultations.enums import Verb
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.front.composition.examinations import lateness
from parvis.restitution.domain.examine import MOST
from parvis.restitution.enums import EXAMINED
from parvis.restitution.examination_forms import (
    AgreeForm,
    AnalysisForm,
    ExaminationForm,
    ReasonForm,
    RevisionForm,
    VerdictForm,
)
from parvis.restitution.examination_queries import examinations_seen, waits_for
from parvis.restitution.models import Examination
from parvis.restitution.permissions import Examining, can_examine
from parvis.ui.data import Link

MINE, OVER = "mine", "over"
AGREE, BACK, STOP, BY = "agree_%s", "back_%s", "stop_%s", "by_%s"
"""Identifiers of the fields of each form: several are on one page."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Examinations of a consultation that somebody sees, and the tabs over them; `today` tells late ones."""

    rows: QuerySet[Examination]
    tabs: list[Link]
    today: date
    show: str


@dataclass(frozen=True, slots=True)
class Line:
    """One of them; `lateness` is empty when it is not late, and `people` says who has which part."""

    one: Examination
    lateness: str
    people: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One examination at the desk. `forms`: by name, those of what may be done now, and one refused."""

    lateness: str
    people: str
    forms: Mapping[str, Form]


def listed(actor: Participant, consultation: ConsultationPage, wanted: str) -> Listed:
    """Under way, all of them or what waits for the actor; or those that are over."""
    rows = examinations_seen(actor, consultation)
    path = reverse("desk:examinations", args=[consultation.pk])
    show = wanted if wanted in (MINE, OVER) else ""
    if show == OVER:
        rows = rows.exclude(state__in=EXAMINED).order_by("-pk")
    else:
        rows = rows.under_way().order_by("due_on", "pk")
        rows = rows.filter(waits_for(actor)) if show == MINE else rows
    tabs = [
        Link(_("Under way"), path, current=not show),
        Link(_("Waiting for you"), f"{path}?show={MINE}", current=show == MINE),
        Link(_("Over"), f"{path}?show={OVER}", current=show == OVER),
    ]
    return Listed(rows, tabs, timezone.localdate(), show)


def lines(rows: Iterable[Examination], today: date) -> list[Line]:
    return [Line(one, lateness(one, today), people_of(one)) for one in rows]


def people_of(one: Examination) -> str:
    """Who has which part, for those who see it at the desk."""
    parts = [
        (_("analyses: %(person)s"), one.analyst),
        (_("reads again: %(person)s"), one.supervisor),
        (_("decides: %(person)s"), one.decider),
    ]
    return ", ".join(said % {"person": person} for said, person in parts if person is not None)


def show(actor: Participant, one: Examination, sent: Mapping[str, Form]) -> Shown:
    may: dict[Examining, bool] = {act: can_examine(actor, act, one) for act in ACTS}
    return Shown(lateness(one, timezone.localdate()), people_of(one), {**_forms(one, may), **sent})


ACTS: Sequence[Examining] = (
    "analyse",
    "ask_revision",
    "agree",
    "send_back",
    "decide",
    "assign",
    "stop",
)


def _forms(one: Examination, may: Mapping[Examining, bool]) -> dict[str, Form]:
    consultation = one.contribution.consultation
    found: dict[str, Form] = {}
    if may["analyse"]:
        found["analysis_form"] = AnalysisForm(examination=one)
    if may["ask_revision"]:
        found["revision_form"] = RevisionForm()
    if may["agree"]:
        found["agree_form"] = AgreeForm(auto_id=AGREE)
    if may["send_back"]:
        found["back_form"] = ReasonForm(auto_id=BACK)
    if may["decide"]:
        found["verdict_form"] = VerdictForm(examination=one, signature=consultation.organiser)
    if may["assign"]:
        found["assign_form"] = ExaminationForm(consultation=consultation, initial=_charge(one), auto_id=BY)
    if may["stop"]:
        found["stop_form"] = ReasonForm(auto_id=STOP)
    return found


def _charge(one: Examination) -> dict[str, object]:
    return {
        "service": one.service,
        "due_on": one.due_on,
        "analyst": one.analyst_id,
        "supervisor": one.supervisor_id,
        "decider": one.decider_id,
    }


def open_ballots(consultation: ConsultationPage) -> list[PhaseAction]:
    """The votes whose order may be told now: counts that are hidden from all are hidden from the desk too."""
    rows = PhaseAction.objects.filter(phase__consultation=consultation, verb=Verb.VOTE)
    rows = rows.exclude(pk__in=hidden_ballots().values("pk"))
    return list(rows.select_related("kind", "phase").order_by("pk"))


def best_of(consultation: ConsultationPage, ballots: Sequence[int], limits: Sequence[int]) -> list[int]:
    """The first of a vote, best first; none where the address names no vote or no number."""
    ballot = next((row for row in open_ballots(consultation) if row.pk in ballots[:1]), None)
    if ballot is None or not limits:
        return []
    return best(ballot=ballot, limit=min(limits[0], MOST))[:MOST]
