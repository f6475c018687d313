"""Edit the line of time, the themes and the team of a consultation."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.conduct.domain import edit_time
from parvis.consultations.domain import edit_phase
from parvis.consultations.domain.edit_themes import edit_themes
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.enums import Moment
from parvis.consultations.forms import PhaseForm, ThemesForm, initial_of
from parvis.consultations.queries import consultation_for, database_now
from parvis.front.desk.access import actor_of


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = PhaseForm(
        request.POST or None,
        consultation=consultation,
        asks_reason=edit_time.needs_reason(consultation),
    )
    if form.is_valid():
        try:
            edit_time.add_phase(
                actor=actor_of(request),
                consultation=consultation,
                draft=form.draft(),
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The phase was added."))
            return redirect("desk:consultation", pk=pk)
    return render(request, "front/desk/phase.html", {"consultation": consultation, "form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, phase_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    phase = get_object_or_404(consultation.phases.all(), pk=phase_pk)
    moment = phase.moment(database_now()) if is_promised(consultation) else Moment.FUTURE
    form = PhaseForm(
        request.POST or None,
        consultation=consultation,
        phase=phase,
        opened=moment != Moment.FUTURE,
        asks_reason=edit_time.needs_reason(consultation),
        initial=initial_of(edit_phase.draft_of(phase)),
    )
    if form.is_valid():
        try:
            edit_time.change_phase(
                actor=actor_of(request),
                phase=phase,
                draft=form.draft(),
                reason=form.cleaned_data.get("reason", ""),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The phase was changed."))
            return redirect("desk:consultation", pk=pk)
    context = {"consultation": consultation, "form": form, "phase": phase, "moment": moment}
    return render(request, "front/desk/phase.html", context)


@require_POST
def remove(request: HttpRequest, pk: int, phase_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    phase = get_object_or_404(consultation.phases.all(), pk=phase_pk)
    reason = request.POST.get("reason", "")
    try:
        edit_time.remove_phase(actor=actor_of(request), phase=phase, reason=reason)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('desk:phase', args=[pk, phase_pk])}?{urlencode({'reason': reason})}")
    messages.success(request, _("The phase was removed."))
    return redirect("desk:consultation", pk=pk)


@require_http_methods(["GET", "POST"])
def themes(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    names = "\n".join(consultation.themes.values_list("name", flat=True))
    form = ThemesForm(request.POST or None, initial={"names": names})
    if form.is_valid():
        try:
            edit_themes(actor=actor_of(request), consultation=consultation, names=form.cleaned_data["names"])
        except Refused as refused:
            form.add_error("names", str(refused))
        else:
            messages.success(request, _("The themes were changed."))
            return redirect("desk:consultation", pk=pk)
    return render(request, "front/desk/themes.html", {"consultation": consultation, "form": form})
