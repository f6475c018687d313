"""Propose an event of one's own, then tell how it went."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.queries import consultation_by_slug
from parvis.gatherings.domain.propose_event import propose_event
from parvis.gatherings.domain.report_event import send_report
from parvis.gatherings.forms import EventForm, ReportForm
from parvis.gatherings.permissions import can
from parvis.gatherings.queries import event_for, proposed_by, takes_proposals


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """A visitor signs in first; what they typed is kept."""
    consultation = consultation_by_slug(slug, request.user)
    if not consultation.live or not takes_proposals(consultation):
        raise Http404
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    kept = held(request, request.path) if request.method != "POST" else None
    form = EventForm(request.POST) if request.method == "POST" else EventForm(initial=kept and kept.dict())
    if form.is_valid():
        try:
            guard(request, request.user, Act.DEPOSIT)
            propose_event(actor=request.user, consultation=consultation, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Sent: the organiser reads it, and you get an answer by e-mail."))
            return redirect("gatherings:propose", slug=slug)
    context = {
        "consultation": consultation,
        "form": form,
        "mine": proposed_by(request.user, consultation),
    }
    return render(request, "gatherings/propose.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever proposed the event, and for nobody else."""
    event = event_for(request.user, pk)
    if not isinstance(request.user, Participant) or not can(
        request.user, "report", event.consultation, event
    ):
        raise Http404
    former = getattr(event, "report", None)
    start = {"people": former.people, "text": former.text} if former else {}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            send_report(actor=request.user, event=event, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Sent: the organiser reads it before everybody does."))
            return redirect("front:event", pk=pk)
    context = {"event": event, "form": form, "report": former}
    return render(request, "gatherings/report.html", context, status=422 if form.errors else 200)
