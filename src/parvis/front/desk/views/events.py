"""Events at the desk: write one, announce it, change it, cancel it; answer those that are proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for, database_now
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, posted
from parvis.gatherings import queries
from parvis.gatherings.desk import DeskEventForm, ReasonForm
from parvis.gatherings.domain import edit_event as editing
from parvis.gatherings.domain import propose_event as proposing
from parvis.gatherings.domain import report_event as reporting
from parvis.gatherings.enums import EventState, ReportState
from parvis.gatherings.forms import initial_of
from parvis.gatherings.models import Event

MOST = 500


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "animate")
    held = (EventState.DRAFT, EventState.PUBLISHED, EventState.CANCELLED)
    events = consultation.events.filter(state__in=held).order_by("-starts_at", "-pk")[:MOST]
    context = {
        "consultation": consultation,
        "lines": queries.attendances(list(events)),
        "proposals": queries.proposals_of(consultation),
        "reports": queries.reports_to_read(consultation),
        "takes_proposals": queries.takes_proposals(consultation),
    }
    return render(request, "front/desk/events.html", context)


@require_POST
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """Opened when `open` is posted, else closed."""
    consultation = consultation_for(request.user, pk, "animate")
    is_open = "open" in request.POST
    proposing.set_proposals(actor=actor_of(request), consultation=consultation, is_open=is_open)
    messages.success(
        request,
        _("Participants may propose events.") if is_open else _("Events are no longer proposed."),
    )
    return redirect("desk:events", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "animate")
    form = DeskEventForm(posted(request), consultation=consultation)
    if form.is_valid():
        try:
            made = editing.create_event(
                actor=actor_of(request), consultation=consultation, draft=form.draft()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The draft is kept: only the team sees it until you announce it."))
            return redirect("desk:event", pk=pk, event_pk=made.pk)
    return _show_form(request, consultation, form)


@require_safe
def event(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, event_pk)
    return _page(request, consultation, found, ReasonForm())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    consultation, found = _fetch(request, pk, event_pk)
    form = DeskEventForm(posted(request), consultation=consultation, initial=initial_of(found))
    if form.is_valid():
        try:
            editing.change_event(actor=actor_of(request), event=found, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept. If its hours or its place changed, those who come are told."))
            return redirect("desk:event", pk=pk, event_pk=event_pk)
    return _show_form(request, consultation, form, found)


@require_POST
def publish(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    _consultation, found = _fetch(request, pk, event_pk)
    return _act(request, found, editing.publish_event, said=_("Announced: everybody reads it."), event=found)


@require_POST
def drop(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    _consultation, found = _fetch(request, pk, event_pk)
    try:
        editing.drop_event(actor=actor_of(request), event=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:event", pk=pk, event_pk=event_pk)
    messages.success(request, _("The draft is gone."))
    return redirect("desk:events", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    said = _("Cancelled: whoever registered is told.")
    return _with_reason(request, pk, event_pk, editing.cancel_event, said)


@require_POST
def label(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    _consultation, found = _fetch(request, pk, event_pk)
    said = _("Announced, as a local initiative.")
    return _act(request, found, proposing.label_event, said=said, event=found)


@require_POST
def decline(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    said = _("Declined: whoever proposed it reads why.")
    return _with_reason(request, pk, event_pk, proposing.decline_event, said)


@require_POST
def publish_report(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    _consultation, found = _fetch(request, pk, event_pk)
    said, report = _("Published on the page of the event."), queries.report_of(found)
    return _act(request, found, reporting.publish_report, said=said, report=report)


@require_POST
def decline_report(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    said = _("Declined: whoever wrote it reads why.")
    return _with_reason(request, pk, event_pk, reporting.decline_report, said)


def _fetch(request: HttpRequest, pk: int, event_pk: int) -> tuple[ConsultationPage, Event]:
    consultation = consultation_for(request.user, pk, "animate")
    return consultation, queries.event_in(consultation, event_pk)


def _act(
    request: HttpRequest, found: Event, act: Callable[..., object], *, said: str, **given: Any
) -> HttpResponse:
    act_and_tell(request, act, said=said, **given)
    return redirect("desk:event", pk=found.consultation_id, event_pk=found.pk)


def _with_reason(
    request: HttpRequest, pk: int, event_pk: int, act: Callable[..., object], said: str
) -> HttpResponse:
    """What is cancelled or declined says why; a report is that of the event."""
    consultation, found = _fetch(request, pk, event_pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, consultation, found, form)
    is_report = act is reporting.decline_report
    what: dict[str, Any] = {"report": queries.report_of(found)} if is_report else {"event": found}
    return _act(request, found, act, said=said, reason=form.cleaned_data["reason"], **what)


def _page(
    request: HttpRequest, consultation: ConsultationPage, found: Event, form: ReasonForm
) -> HttpResponse:
    report = getattr(found, "report", None)
    context = {
        "consultation": consultation,
        "event": found,
        "form": form,
        "counts": queries.attendance_of(found),
        "is_over": found.ends_at <= database_now(),
        "report": report if report and report.state == ReportState.SENT else None,
    }
    return render(request, "front/desk/event.html", context, status=422 if form.errors else 200)


def _show_form(
    request: HttpRequest, consultation: ConsultationPage, form: forms.Form, found: Event | None = None
) -> HttpResponse:
    context = {"consultation": consultation, "form": form, "event": found}
    return render(request, "front/desk/event_form.html", context, status=422 if form.errors else 200)
