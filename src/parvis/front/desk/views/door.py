"""The door of an event: who stands there, by their code or by the list; and how many came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.gatherings import queries
from parvis.gatherings.desk import CodeForm, WalkInsForm
from parvis.gatherings.domain import check_in as door
from parvis.gatherings.models import Event

LONGEST = 80


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    """A code that is typed or scanned leads to the page of who shows it."""
    consultation, event = _fetch(request, pk, event_pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = queries.by_code(form.cleaned_data["code"], event)
        if found is not None:
            return redirect("desk:arrival", pk=pk, event_pk=event_pk, registration_pk=found.pk)
        form.add_error("code", _("Nobody is registered for this event under this code. Look in the list."))
    return _page(request, consultation, event, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, pk: int, event_pk: int, registration_pk: int) -> HttpResponse:
    """One person, one button; `undo` when they had not come after all."""
    consultation, event = _fetch(request, pk, event_pk)
    found = queries.registration_in(event, registration_pk)
    found.event = event
    if request.method != "POST":
        context = {"consultation": consultation, "event": event, "registration": found}
        return render(request, "front/desk/arrival.html", context)
    try:
        if "undo" in request.POST:
            door.undo_check_in(actor=actor_of(request), registration=found)
            messages.success(request, _("Undone: they are expected again."))
        elif door.check_in(actor=actor_of(request), registration=found):
            messages.success(request, _("Came: %(who)s") % {"who": found})
        else:
            messages.warning(request, _("Already noted: %(who)s") % {"who": found})
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:door", pk=pk, event_pk=event_pk)


@require_POST
def walk_ins(request: HttpRequest, pk: int, event_pk: int) -> HttpResponse:
    consultation, event = _fetch(request, pk, event_pk)
    form = WalkInsForm(request.POST)
    if form.is_valid():
        try:
            door.count_walk_ins(actor=actor_of(request), event=event, count=form.cleaned_data["count"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept."))
            return redirect("desk:door", pk=pk, event_pk=event_pk)
    return _page(request, consultation, event, CodeForm(), form)


def _fetch(request: HttpRequest, pk: int, event_pk: int) -> tuple[ConsultationPage, Event]:
    consultation = consultation_for(request.user, pk, "animate")
    return consultation, queries.event_in(consultation, event_pk)


def _page(
    request: HttpRequest,
    consultation: ConsultationPage,
    event: Event,
    form: CodeForm,
    walk_ins_form: WalkInsForm | None = None,
) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:LONGEST]
    context = {
        "consultation": consultation,
        "event": event,
        "form": form,
        "walk_ins_form": walk_ins_form or WalkInsForm(initial={"count": event.walk_ins}),
        "search": search,
        "people": queries.at_the_door(event, search),
        "most": queries.MOST_FOUND,
        "counts": queries.attendance_of(event),
    }
    wrong = form.errors or (walk_ins_form is not None and walk_ins_form.errors)
    return render(request, "front/desk/door.html", context, status=422 if wrong else 200)
