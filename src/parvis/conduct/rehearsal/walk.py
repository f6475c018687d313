"""The whole walk through a consultation that has not begun, from its publication to its open data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.db import DatabaseError
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.ballots.methods import method_of
from parvis.conduct.enums import Trial
from parvis.conduct.rehearsal.acts import Troupe, play
from parvis.conduct.rehearsal.around import look_around
from parvis.conduct.rehearsal.people import host_of
from parvis.conduct.rehearsal.proof import begin_the_log, prove
from parvis.conduct.rehearsal.report import Report
from parvis.conduct.rehearsal.stage import stage
from parvis.conduct.rehearsal.visit import Visitor
from parvis.consultations.domain.publish import publish
from parvis.consultations.enums import WRITING, Verb
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.queries import phases_of

OPEN_FOR = timedelta(hours=1)
APART = timedelta(minutes=1)
"""Between the beginnings of two phases, on the stage: the newest wins where both open the same thing."""


def walk(consultation: ConsultationPage) -> Report:
    """Try all that people will do in it, and leave nothing of it behind.

    A database that lets no stage be put up, or breaks it, is a failure like another.
    """
    report = Report()
    look_around(report)
    try:
        with stage():
            _walk(consultation, report)
    except DatabaseError as error:
        report.stops(Trial.PUBLISH, error)
    return report


def _walk(consultation: ConsultationPage, report: Report) -> None:
    left_out = begin_the_log(consultation)
    _set_the_clock(consultation)
    host = host_of(consultation)
    if not report.tries(Trial.PUBLISH, partial(_publish, host, consultation)):
        return
    page = ConsultationPage.objects.get(pk=consultation.pk)
    phases = [phase for phase in phases_of(page) if phase.actions.all()]
    troupe = Troupe(page, host)
    play(troupe, phases, report)
    _visit(troupe, phases, report)
    prove(page, troupe.written, report, left_out=left_out)


def _set_the_clock(consultation: ConsultationPage) -> None:
    """Every phase is under way, in the order of the line of time."""
    phases = list(consultation.phases.order_by("starts_at", "position", "pk"))
    for place, phase in enumerate(phases):
        since = APART * (len(phases) - place)
        Phase.objects.filter(pk=phase.pk).update(starts_at=Now() - since, ends_at=Now() + OPEN_FOR)


def _publish(host: Participant, consultation: ConsultationPage) -> None:
    """The texts saved last, unless everybody sees some already."""
    page = ConsultationPage.objects.get(pk=consultation.pk)
    if not page.live:
        publish(actor=host, consultation=page)


def _visit(troupe: Troupe, phases: Sequence[Phase], report: Report) -> None:
    """What a passer-by sees, then what somebody who signed in does."""
    slug = [troupe.consultation.slug]
    public = {
        _("The consultation"): reverse("front:consultation", args=slug),
        _("Its contributions"): reverse("front:contributions", args=slug),
        _("Its rules"): reverse("front:rules", args=slug),
    }
    _see(Visitor(), public, report)
    if troupe.voter is not None:
        _see(Visitor(troupe.voter), _pages_of(troupe, phases), report)


def _see(visitor: Visitor, pages: dict[str, str], report: Report) -> None:
    for subject, path in pages.items():
        report.tries(Trial.PAGE, partial(visitor.sees, path), subject=subject)


def _pages_of(troupe: Troupe, phases: Sequence[Phase]) -> dict[str, str]:
    """Each form and each paper, and one contribution of each kind, by what they are called."""
    firsts = {row.kind_id: row for row in reversed(troupe.written)}
    pages = {
        f"{row.kind.name}: {row.title}".rstrip(": "): reverse("front:contribution", args=[row.pk])
        for row in firsts.values()
        if not row.kind.is_private
    }
    for phase in phases:
        for action in phase.actions.all():
            told = f"{phase.title}: {action.kind.plural_name}, {action.get_verb_display()}"
            if action.verb in WRITING and not action.kind.is_passage:
                pages[told] = reverse("contributions:submit", args=[action.pk])
            elif action.verb == Verb.VOTE and method_of(action.ballot_method).page != "item":
                pages[told] = reverse("ballots:ballot", args=[action.pk])
    return pages
